using System.Text;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Build.Tools;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Draws the plan with the status of each node. Runs nothing.</summary>
[TaskName("Graph")]
[TaskDescription("Draw the plan with its stale nodes (DOT, Mermaid, SVG); runs nothing")]
public sealed class GraphTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = context.Session;
        var statuses = session.Keyed.StatusOf(session.Plan);
        var diagram = GraphPicture.Of(Path.GetFileName(session.Experiment.ResultsDirectory), statuses);
        string dot = PathOf("graph.dot"), mermaid = PathOf("graph.mmd"), svg = PathOf("graph.svg");
        ArtifactExport.Write(dot, Encoding.UTF8.GetBytes(diagram.ToDot()));
        ArtifactExport.Write(mermaid, Encoding.UTF8.GetBytes(diagram.ToMermaid()));
        Console.WriteLine(dot);
        Console.WriteLine(mermaid);
        var (picture, complaint) = Graphviz.Draw(dot);
        if (picture is null)
        {
            File.Delete(svg);       // it would pass for this plan
            context.Log.Warning("graph.svg was not drawn: {0}", complaint);
        }
        else
        {
            ArtifactExport.Write(svg, Encoding.UTF8.GetBytes(picture));
            Console.WriteLine(svg);
        }

        Console.WriteLine($"{diagram.Summary}.");

        string PathOf(string name) => Path.Combine(session.Experiment.ResultsDirectory, name);
    }
}
