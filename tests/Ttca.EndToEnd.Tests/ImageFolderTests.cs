using SkiaSharp;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// Images that are files of their own: a user's, from their files to the paper, with a group that the user's table tells; and FairFace's.
/// </summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ttca-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Paper_on_image_files_of_64_pixels_with_a_group_of_their_table_runs_to_its_end()
    {
        Draw("train", 200);
        Draw("test", 60);
        File.Copy(PathOf("images/test/circle/0.png"), PathOf("images/train/circle/again.png"));
        File.WriteAllBytes(PathOf("images/train/circle/broken.png"), [1, 2, 3]);
        File.WriteAllBytes(PathOf("images/train/square/scan.tif"), [1, 2, 3]);
        File.AppendAllText(PathOf("images/attributes.csv"), "train/circle/again.png,dim\ntrain/circle/broken.png,dim\n");
        string experiment = Experiment("studies: [epsilon: { values: [8/255] }, fairness: { attributes: [light, light x class] }]");

        var (code, output, error) = Run("Paper", experiment);
        code.ShouldBe(0, error + output);
        output.ShouldContain("mine: fairness: groups by 'light x class' are told by the class itself (class)");
        string[] groups = File.ReadAllLines(PathOf("results/mine/tables/fairness-groups.csv"));
        groups.Select(row => string.Join(',', row.Split(',').Take(3))).ShouldBe(
            [
                "Groups,Group,Images", "subgroup,majority,40", "subgroup,subgroup,20", "light,dim,20", "light,bright,40",
                "light,neon,0",
                "light x class,dim x class 0,10", "light x class,dim x class 1,10", "light x class,bright x class 0,20", "light x class,bright x class 1,20",
                "light x class,neon x class 0,0", "light x class,neon x class 1,0",
            ],
            ignoreOrder: true);
        string fairness = File.ReadAllText(PathOf("results/mine/tables/fairness.md"));
        fairness.ShouldContain("Not compared: light 1 without test images");
        fairness.ShouldContain("no class in common");
        File.ReadAllLines(PathOf("results/mine/tables/fairness.csv"))
            .Where(row => row.StartsWith("light,", StringComparison.Ordinal) && !row.Contains(",\"Ratio", StringComparison.Ordinal))
            .ShouldAllBe(row => !row.Contains(",,", StringComparison.Ordinal));
        string table = PathOf("results/mine/tables/data.csv");
        File.ReadAllLines(table)[1..].ShouldBe(
        [
            "train,images,all,200", "test,images,all,60", "train,\"also in test, left out\",all,1", "train,files not read,.tif,1",
            "train,\"broken, left out\",all,1", "train,\"broken, left out\",class circle,1", "train,\"broken, left out\",light dim,1",
        ]);
        File.ReadAllText(PathOf("results/mine/report.html")).ShouldContain("What do the data hold?");
        File.ReadAllText(PathOf("results/mine/metrics.json")).ShouldContain("\"among\": \"class circle\"");
        var trace = BuildProgram.Run(BuildProgram.Repository, ["--target", "Trace", "--file", table, "--store", PathOf("store")]);
        trace.Output.ShouldContain("  said       left out: train/circle/broken.png: no image\n");
        trace.Output.ShouldContain("  said       train: 1 broken, left out (light dim)\n");
        Run("Fetch", experiment).Output.ShouldContain(" executed=0 ");

        // An empty line: the table is read again, and nothing follows from it.
        File.AppendAllText(PathOf("images/attributes.csv"), "\n");
        Run("Fetch", experiment).Output.ShouldContain(" executed=1 ");
    }

    [Fact]
    public void Paper_that_can_not_come_to_its_end_ends_before_anything_is_trained()
    {
        Draw("train", 200);
        Draw("test", 60);
        string experiment = Experiment("studies: [fairness: { attributes: [light] }]");

        ShouldTrainNothing(
            Run("Paper", experiment, "studies=[fairness: { attributes: [lihgt] }]"),
            "attributes.csv: there is no column 'lihgt', which disparity or fairness uses, but light.");
        ShouldTrainNothing(
            Run("Paper", experiment, "collective.sizes=[10]"),
            "are of the subgroup, and the collective needs 50: lower dataset.platform-images");
    }

    private static void ShouldTrainNothing((int Code, string Output, string Error) run, string reason)
    {
        run.Code.ShouldBe(1, run.Error + run.Output);
        (run.Output + run.Error).ShouldMatch("[0-9]+ nodes? failed:");     // where the collective lacks images, so do controls
        (run.Output + run.Error).ShouldContain(reason);
        run.Output.ShouldNotContain("TrainPlatform-");
    }

    private string Experiment(string studies)
    {
        string experiment = PathOf("mine.yaml");
        File.WriteAllText(experiment, $$"""
            name: mine
            dataset: { name: image-folder, folder: {{PathOf("images")}}, class-names: [circle, square], size: 64, broken-share: 0.01, platform-images: 100, test-images: 60 }
            disparity: { subgroup: [{ attribute: light, values: [dim] }], share-in-training: 0.05 }
            platform: { architecture: resnet8, epochs: 1 }
            collective: { sizes: [2], queries-per-member: 5 }
            proxy: { architecture: resnet8, epochs: 1, minimum-steps: 0 }
            perturbation: { steps: 2 }
            bootstrap: { resamples: 100 }
            replicates: { platforms: 1 }
            {{studies}}
            """);
        return experiment;
    }

    [Fact]
    public void Fetch_of_FairFace_in_its_authors_layout_divides_it_among_platform_collective_and_test()
    {
        string[] races = ["Black", "White", "East Asian", "Indian"];
        foreach (var (split, count) in new[] { ("train", 200), ("val", 20) })
        {
            Directory.CreateDirectory(PathOf($"images/{split}"));
            var rows = Enumerable.Range(1, count)
                .Select(i => $"{split}/{i}.jpg,{(i % 5 == 0 ? "03-Sep" : "20-29")},{(i % 2 == 0 ? "Male" : "Female")},{races[i % 4]},TRUE")
                .ToList();
            File.WriteAllLines(PathOf($"images/fairface_label_{split}.csv"), rows.Prepend("file,age,gender,race,service_test"));
            foreach (var (i, row) in rows.Index())
            {
                using var surface = SKSurface.Create(new SKImageInfo(40, 40));
                // all different
                surface.Canvas.Clear(new SKColor((byte)(i % 16 * 16), (byte)(i / 16 * 24), split == "train" ? (byte)0 : (byte)200));
                using var jpeg = surface.Snapshot().Encode(SKEncodedImageFormat.Jpeg, 90);
                File.WriteAllBytes(PathOf($"images/{row.Split(',')[0]}"), jpeg.ToArray());
            }
        }

        var (code, output, error) = Run(
            "Fetch",
            "fairface",
            $"dataset.folder={PathOf("images")}",
            "dataset.platform-images=100",
            "dataset.test-images=20",
            "collective.sizes=[1]",
            "replicates.platforms=1");

        code.ShouldBe(0, error + output);
        output.ShouldContain(" executed=5 ");
    }

    private void Draw(string split, int count)
    {
        var table = new List<string>();
        for (var i = 0; i < count; i++)
        {
            string name = i % 2 == 0 ? "circle" : "square";
            string path = $"{split}/{name}/{i}.png";
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf($"images/{path}"))!);
            using var surface = SKSurface.Create(new SKImageInfo(80, 70));
            surface.Canvas.Clear(i % 3 == 0 ? SKColors.DimGray : SKColors.White);
            using var paint = new SKPaint { Color = new SKColor((byte)i, 40, split == "train" ? (byte)200 : (byte)100) };
            if (i % 2 == 0)
            {
                surface.Canvas.DrawCircle(40, 35, 20, paint);
            }
            else
            {
                surface.Canvas.DrawRect(20, 15, 40, 40, paint);
            }

            using var png = surface.Snapshot().Encode();
            File.WriteAllBytes(PathOf($"images/{path}"), png.ToArray());
            table.Add($"{path},{(i % 3 == 0 ? "dim" : split == "train" && i == 1 ? "neon" : "bright")}");     // one of training alone
        }

        string file = PathOf("images/attributes.csv");
        File.AppendAllLines(file, File.Exists(file) ? table : table.Prepend("file,light"));
    }

    private (int Code, string Output, string Error) Run(string target, string experiment, params string[] settings) => BuildProgram.Run(
        BuildProgram.Repository,
        [
            "--target",
            target,
            "--experiment",
            experiment,
            "--store",
            PathOf("store"),
            "--results",
            PathOf("results"),
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ]);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
