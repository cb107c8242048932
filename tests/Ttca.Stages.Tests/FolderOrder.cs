using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ttca.Stages.Tests;

/// <summary>Reads a project's source, to find files that use what lies in a folder above theirs. Comments may point anywhere.</summary>
internal static class FolderOrder
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly SyntaxTree GlobalUsings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """,
        Options);

    /// <summary>A line for each pair of files of which the first uses a type of the second, from a folder above its own.</summary>
    /// <param name="project">Folder of the project, relative to the repository.</param>
    /// <param name="order">Folders of the project, from the lowest to the highest. All that hold source must be named.</param>
    public static IReadOnlyList<string> Violations(string project, params string[] order)
    {
        var root = Path.Combine(RepositoryFolder.Path, project);
        string[] files =
        [
            .. Directory.EnumerateFiles(root, "*.cs"),
            .. order.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)),
        ];
        var trees = files
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, PathIn(root, file)))
            .ToList();
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != Path.GetFileName(project));
        var compilation = CSharpCompilation.Create(
            "Source", trees.Append(GlobalUsings), libraries.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var uses = from tree in trees
                   from use in UsedFiles(compilation.GetSemanticModel(tree))
                   where PlaceOf(use.File) > PlaceOf(tree.FilePath)
                   select $"{tree.FilePath} uses {use.Type}, which is in {use.File}";
        return [.. UnnamedFolders(root, order).Select(folder => $"{folder} is not in the order"), .. uses.Distinct()];

        // Files of the project's own folder are above all.
        int PlaceOf(string file) => Array.IndexOf(order, FolderOf(file)) is >= 0 and var place ? place : order.Length;
    }

    private static IEnumerable<string> UnnamedFolders(string root, string[] order) =>
        Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => PathIn(root, file))
            .Where(file => file.Contains('/', StringComparison.Ordinal))
            .Select(FolderOf)
            .Distinct()
            .Except([.. order, "bin", "obj"]);

    /// <summary>The files of the types that a file names, or whose members it names.</summary>
    private static IEnumerable<(string Type, string File)> UsedFiles(SemanticModel model) =>
        from node in model.SyntaxTree.GetRoot().DescendantNodes()
        where node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax
        let symbol = model.GetSymbolInfo(node).Symbol
        let type = symbol as INamedTypeSymbol ?? symbol?.ContainingType
        where type is not null
        from declaration in type.OriginalDefinition.DeclaringSyntaxReferences
        where declaration.SyntaxTree != model.SyntaxTree
        select (type.Name, declaration.SyntaxTree.FilePath);

    private static string PathIn(string root, string file) => Path.GetRelativePath(root, file).Replace('\\', '/');

    private static string FolderOf(string file) => file.Split('/')[0];
}
