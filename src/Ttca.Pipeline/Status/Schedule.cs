namespace Ttca.Pipeline;

/// <summary>How long nodes take that run side by side.</summary>
public static class Schedule
{
    /// <summary>
    /// Wall-clock seconds until the last of the nodes is done: a node starts when what it needs is done and there is room, the one before
    /// the longest chain first.
    /// </summary>
    /// <param name="nodes">Each after those of them that it needs; what else they need is there.</param>
    /// <param name="secondsOf">What a node takes, or still takes.</param>
    /// <param name="isRunning">Whether it runs already.</param>
    /// <param name="jobs">Nodes that run at once.</param>
    public static double Length(IReadOnlyList<Node> nodes, Func<Node, double> secondsOf, Func<Node, bool> isRunning, int jobs)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(secondsOf);
        ArgumentNullException.ThrowIfNull(isRunning);
        var steps = StepsOf(nodes, secondsOf, isRunning, jobs);
        var ready = new PriorityQueue<Step, (double, int)>();
        var running = new PriorityQueue<Step, double>();
        foreach (var step in steps.Where(step => step.Missing == 0))
        {
            ready.Enqueue(step, (-step.Urgency, step.Position));
        }

        var (time, free) = (0.0, jobs);
        while (ready.Count + running.Count > 0)
        {
            if (ready.TryPeek(out var next, out _) && free > 0)
            {
                ready.Dequeue();
                free--;
                running.Enqueue(next, time + next.Seconds);
                continue;
            }

            running.TryDequeue(out var done, out time);
            free++;
            foreach (var user in done!.Users.Where(user => --user.Missing == 0))
            {
                ready.Enqueue(user, (-user.Urgency, user.Position));
            }
        }

        return time;
    }

    private static Dictionary<Node, Step>.ValueCollection StepsOf(
        IReadOnlyList<Node> nodes, Func<Node, double> secondsOf, Func<Node, bool> isRunning, int jobs)
    {
        var steps = new Dictionary<Node, Step>(nodes.Count);
        foreach (var node in nodes)
        {
            var step = new Step { Position = steps.Count, Seconds = secondsOf(node) };
            foreach (var need in node.Needs.Distinct())
            {
                if (steps.TryGetValue(need, out var before))
                {
                    before.Users.Add(step);
                    step.Missing++;
                }
            }

            steps.Add(node, step);
        }

        foreach (var node in nodes.Reverse())
        {
            var step = steps[node];
            step.Urgency = isRunning(node)
                ? double.PositiveInfinity
                : step.Seconds + step.Users.Select(user => user.Urgency).DefaultIfEmpty().Max();
        }

        return steps.Values;
    }

    private sealed class Step
    {
        public required int Position { get; init; }

        public required double Seconds { get; init; }

        public List<Step> Users { get; } = [];

        /// <summary>Steps before it that aren't done.</summary>
        public int Missing { get; set; }

        /// <summary>Seconds of the longest chain from its start.</summary>
        public double Urgency { get; set; }
    }
}
