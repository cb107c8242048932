using System.Runtime.InteropServices;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// The copy of TorchSharp's native library that the build makes for each executable. Numbers and names: <c>objdump -p</c> (binutils 2.40)
/// of TorchSharp 0.107.0.
/// </summary>
public sealed class BuildTorchSharpLibraryTests
{
    private static readonly string Library = Path.Combine(
        AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    public static bool IsLinux => RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    [Fact(Skip = "Only Linux needs the patch", SkipUnless = nameof(IsLinux))]
    public void Library_asks_for_no_version_newer_than_gcc_12()
    {
        var versions = new BuildElfFile(Library).VersionNeeds().Where(need => need.Library == "libstdc++.so.6").ToList();

        versions.Count.ShouldBe(20);
        versions.Select(need => need.Version).ShouldNotContain("GLIBCXX_3.4.32");
        versions.Where(need => need.Version.StartsWith("GLIBCXX_3.4.", StringComparison.Ordinal))
            .Max(need => int.Parse(need.Version["GLIBCXX_3.4.".Length..])).ShouldBe(30);    // libstdc++ of GCC 12
    }

    [Fact(Skip = "Only Linux needs the patch", SkipUnless = nameof(IsLinux))]
    public void Patched_version_has_the_hash_that_the_linker_gave_the_genuine_one()
    {
        var needs = new BuildElfFile(Library).VersionNeeds().Where(need => need.Version == "GLIBCXX_3.4.22").ToList();

        needs.Select(need => (need.Library, need.Hash, need.Index)).ShouldBe(
            [("libstdc++.so.6", 0x0297f872u, 18), ("libstdc++.so.6", 0x0297f872u, 13)]);
        SystemVHash("GLIBCXX_3.4.22").ShouldBe(0x0297f872u);
    }

    [Fact(Skip = "Only Linux needs the patch", SkipUnless = nameof(IsLinux))]
    public void Every_version_has_the_hash_of_its_name()
    {
        foreach (var (_, version, hash, _) in new BuildElfFile(Library).VersionNeeds())
        {
            hash.ShouldBe(SystemVHash(version), version);
        }
    }

    [Fact(Skip = "Only Linux needs the patch", SkipUnless = nameof(IsLinux))]
    public void Marker_symbol_is_replaced_by_one_that_gcc_6_had() =>
        new BuildElfFile(Library).ImportsAt(18).ShouldBe(["_ZSt19uncaught_exceptionsv"]);

    [Fact(Skip = "Only Linux needs the patch", SkipUnless = nameof(IsLinux))]
    public void Needed_libraries_are_those_of_the_package() =>
        new BuildElfFile(Library).Needed.ShouldBe(
        [
            "libtorch.so",
            "libc10.so",
            "libtorch_cpu.so",
            "libstdc++.so.6",
            "libm.so.6",
            "libgcc_s.so.1",
            "libc.so.6",
            "ld-linux-x86-64.so.2",
        ]);

    [Fact(Skip = "Only Linux needs the patch", SkipUnless = nameof(IsLinux))]
    public void Library_that_is_not_as_expected_is_left_alone_with_a_warning()
    {
        var folder = Directory.CreateTempSubdirectory("ttca-").FullName;
        var text = Path.Combine(folder, "text.so");
        File.WriteAllText(text, "no library");
        var project = Path.Combine(folder, "patch.proj");
        File.WriteAllText(project, $"""
            <Project>
              <Import Project="{Path.Combine(BuildProgram.Repository, "build", "msbuild", "TorchSharp.targets")}" />
              <Target Name="Patch">
                <RelaxLibstdcxxVersion Library="{Library}" Output="{folder}/patched-twice.so" />
                <RelaxLibstdcxxVersion Library="{text}" Output="{folder}/patched-text.so" />
              </Target>
            </Project>
            """);

        var (exitCode, output, _) = BuildProgram.Start("dotnet", folder, "msbuild", project, "-nologo", "-t:Patch", "-v:quiet");

        exitCode.ShouldBe(0);
        const string hint = "; it may need a libstdc++ with GLIBCXX_3.4.32 (GCC 13 or later)";
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            $"{Library} : warning TTCA001: left as it is, because it names GLIBCXX_3.4.32 0 times instead of once{hint} [{project}]",
            $"{text} : warning TTCA001: left as it is, because it is no 64-bit little-endian ELF file{hint} [{project}]",
        ]);
        Directory.GetFiles(folder).Select(Path.GetFileName).Order().ShouldBe(["patch.proj", "text.so"]);
    }

    /// <summary>
    /// The hash function as the System V ABI prints it ("Dynamic Linking: Hash Table"), which the compiler of the patch was not given.
    /// </summary>
    private static uint SystemVHash(string name)
    {
        uint h = 0, g;
        foreach (var c in name)
        {
            h = (h << 4) + c;
            if ((g = h & 0xf0000000) != 0)
            {
                h ^= g >> 24;
            }

            h &= ~g;
        }

        return h;
    }
}
