using Ttca.Pipeline.Code;

namespace Ttca.Pipeline.Tests.Code;

/// <summary>Which code is ours, and that none is hashed or run but what was loaded when the program started.</summary>
public sealed class ProgramCodeTests
{
    private const string Tools = "public static class Tools { public static int Half(int value) => value / 2; }";
    private const string Vendor = "public static class Vendor { public static int Twice(int value) => value * 2; }";
    private const string Stages = "public sealed class LabStage { public int Run() => Tools.Half(Vendor.Twice(3)); }";

    [Fact]
    public void Assemblies_of_a_lab_are_ours_and_those_of_packages_and_the_framework_are_not()
    {
        using var fixture = Lab();

        var program = ProgramOf(fixture);

        new[] { "Lab.Stages", "Lab.Tools", "Vendor", "System.Runtime" }.Where(program.IsOwn).ShouldBe(["Lab.Stages", "Lab.Tools"]);
    }

    [Fact]
    public void Edit_of_what_a_stage_of_a_lab_reaches_changes_its_fingerprint()
    {
        using var fixture = Lab();
        using var edited = Lab(tools: Tools.Replace("/ 2", ">> 1", StringComparison.Ordinal));
        using var commented = Lab(tools: "// Halves.\n" + Tools);

        var fingerprint = FingerprintOf(fixture);

        FingerprintOf(edited).ShouldNotBe(fingerprint);
        FingerprintOf(commented).ShouldBe(fingerprint);
    }

    [Fact]
    public void Stage_of_an_assembly_that_is_not_of_the_program_is_refused()
    {
        using var fixture = Lab();
        using var fingerprint = new CodeFingerprint(fixture.Folder, new ProgramCode(new Dictionary<string, Guid>()));

        Should.Throw<ArgumentException>(() => fingerprint.Of(fixture.Find("LabStage"), [])).Message.ShouldBe(
            "LabStage is in Lab.Stages, which isn't among the assemblies that the catalog of stages was made from (Parameter 'stage')");
    }

    [Fact]
    public void Identity_is_another_where_any_of_ours_is()
    {
        using var fixture = Lab();
        using var same = Lab();
        using var edited = Lab(tools: Tools.Replace("/ 2", ">> 1", StringComparison.Ordinal));

        ProgramOf(same).Identity.ShouldBe(ProgramOf(fixture).Identity);
        ProgramOf(edited).Identity.ShouldNotBe(ProgramOf(fixture).Identity);
    }

    [Fact]
    public void File_that_a_build_has_replaced_is_not_hashed()
    {
        using var fixture = Lab();
        using var rebuilt = Lab(tools: Tools.Replace("/ 2", ">> 1", StringComparison.Ordinal));
        using var fingerprint = new CodeFingerprint(fixture.Folder, ProgramOf(fixture));
        var file = Path.Combine(fixture.Folder, "Lab.Tools.dll");
        File.Copy(Path.Combine(rebuilt.Folder, "Lab.Tools.dll"), file, overwrite: true);

        Should.Throw<ProgramRebuiltException>(() => fingerprint.Of(fixture.Find("LabStage"), [])).Message.ShouldBe(
            $"the program was rebuilt while it ran: {file} isn't of the program that was started; nothing was filed: run the same "
                + $"command again");
    }

    [Fact]
    public void Fingerprint_that_is_remembered_is_that_of_the_loaded_code_whatever_lies_there_now()
    {
        using var fixture = Lab();
        using var rebuilt = Lab(tools: Tools.Replace("/ 2", ">> 1", StringComparison.Ordinal));
        var expected = Remembered(fixture);
        File.Copy(Path.Combine(rebuilt.Folder, "Lab.Tools.dll"), Path.Combine(fixture.Folder, "Lab.Tools.dll"), overwrite: true);

        Remembered(fixture).ShouldBe(expected);
    }

    private static CompiledFixture Lab(string tools = Tools)
    {
        var fixture = new CompiledFixture().Add("Vendor", Vendor).Add("Lab.Tools", tools).Add("Lab.Stages", Stages);
        File.WriteAllText(Path.Combine(fixture.Folder, "Lab.deps.json"), """
            {
              "targets": { ".NETCoreApp,Version=v10.0": {
                "Lab.Stages/1.0.0": { "runtime": { "Lab.Stages.dll": {} } },
                "Lab.Tools/1.0.0": { "runtime": { "Lab.Tools.dll": {} } },
                "Vendor.Package/2.0.0": { "runtime": { "lib/net10.0/Vendor.dll": {} } },
                "Nothing.But.Build/1.0.0": {}
              } },
              "libraries": {
                "Lab.Stages/1.0.0": { "type": "project" },
                "Lab.Tools/1.0.0": { "type": "reference" },
                "Vendor.Package/2.0.0": { "type": "package" },
                "Nothing.But.Build/1.0.0": { "type": "package" }
              }
            }
            """);
        return fixture;
    }

    private static ProgramCode ProgramOf(CompiledFixture fixture) => ProgramCode.Of([fixture.Find("LabStage").Assembly], fixture.Folder);

    private static string FingerprintOf(CompiledFixture fixture)
    {
        using var fingerprint = new CodeFingerprint(fixture.Folder, ProgramOf(fixture));
        return fingerprint.Of(fixture.Find("LabStage"), []);
    }

    private static string Remembered(CompiledFixture fixture)
    {
        var store = Directory.CreateDirectory(Path.Combine(fixture.Folder, "store")).FullName;
        using var cache = new CodeFingerprintCache(Path.Combine(store, "fingerprints.json"), fixture.Folder, ProgramOf(fixture));
        return cache.Of(fixture.Find("LabStage"), []);
    }
}
