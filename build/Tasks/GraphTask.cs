using System.Text;
using Cake.Frosting;
using Ttca.Build.Inspection;
using Ttca.Pipeline;

namespace Ttca.Build.Tasks;

/// <summary>Draws the plan with the status of each node. Runs nothing.</summary>
[TaskName("Graph")]
[TaskDescription("Draw the plan with its stale nodes (SVG, Mermaid); runs nothing")]
public sealed class GraphTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = context.Session;
        var statuses = session.Status();
        var diagram = GraphPicture.Of(Path.GetFileName(session.ResultsDirectory), statuses);
        string svg = Path.Combine(session.ResultsDirectory, "graph.svg");
        string mermaid = Path.Combine(session.ResultsDirectory, "graph.mmd");
        ArtifactExport.Write(svg, Encoding.UTF8.GetBytes(diagram.ToSvg()));
        ArtifactExport.Write(mermaid, Encoding.UTF8.GetBytes(diagram.ToMermaid()));
        Console.WriteLine(svg);
        Console.WriteLine(mermaid);
        Console.WriteLine($"{diagram.Summary}.");
    }
}
