namespace Ttca.Pipeline;

/// <summary>Orders a graph of names, or says why it can't be ordered.</summary>
public static class GraphCheck
{
    /// <summary>Every name after all that it needs; otherwise in the order given. Time is linear in names and edges.</summary>
    /// <param name="names">The names in the graph.</param>
    /// <param name="needs">What a name needs.</param>
    /// <param name="problems">Gets a line for each missing name, and one for a cycle: <c>cycle: a -> b -> a</c>.</param>
    /// <returns>The order; incomplete where there are problems.</returns>
    public static IReadOnlyList<string> Order(
        IReadOnlyCollection<string> names, Func<string, IEnumerable<string>> needs, ICollection<string> problems)
    {
        var edges = new Dictionary<string, List<string>>(names.Count, StringComparer.Ordinal);
        foreach (var name in names)
        {
            edges[name] = [.. needs(name).Distinct()];
        }

        foreach (var (name, targets) in edges)
        {
            foreach (var missing in targets.Where(target => !edges.ContainsKey(target)))
            {
                problems.Add($"{name} needs {missing}, which is not in the plan");
            }

            targets.RemoveAll(target => !edges.ContainsKey(target));
        }

        var order = new List<string>(names.Count);
        var visited = new Dictionary<string, bool>(names.Count, StringComparer.Ordinal);    // false: on the path; true: done
        foreach (var name in names)
        {
            Visit(name, edges, visited, order, problems);
        }

        return order;
    }

    /// <summary>Depth first with a stack of its own: a chain of 10,000 nodes must not overflow the thread's.</summary>
    private static void Visit(
        string start,
        Dictionary<string, List<string>> edges,
        Dictionary<string, bool> visited,
        List<string> order,
        ICollection<string> problems)
    {
        if (!visited.TryAdd(start, false))
        {
            return;
        }

        var path = new List<(string Name, int Next)> { (start, 0) };
        while (path.Count > 0)
        {
            var (name, next) = path[^1];
            if (next == edges[name].Count)
            {
                visited[name] = true;
                order.Add(name);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (name, next + 1);
            var target = edges[name][next];
            if (visited.TryAdd(target, false))
            {
                path.Add((target, 0));
            }
            else if (!visited[target])
            {
                var cycle = path.Select(step => step.Name).SkipWhile(step => step != target).Append(target);
                problems.Add($"cycle: {string.Join(" -> ", cycle)}");
            }
        }
    }
}
