namespace Bantam.Lowering;

/// <summary>
/// Which groups must run before which. Each group has a level above those of all groups before it, so that a search for a path
/// need not leave the levels between its ends; it runs from both ends at once and stops when the cheaper one is exhausted. So it
/// does not matter to the time how large the rest of the graph is.
/// </summary>
internal sealed class GroupPrecedence
{
    /// <summary>How often searches and raises went from a group to a neighbour: tests hold that against the size of the graph.</summary>
    public long Visits { get; private set; }

    /// <summary>Lets a group run before another one; a group is not before itself.</summary>
    public void Add(Group before, Group after)
    {
        if (before == after || !after.Before.Add(before)) return;
        before.After.Add(after);
        if (after.Level <= before.Level) Raise(after, before.Level + 1);
    }

    /// <summary>Two groups no longer follow each other directly.</summary>
    public static void Remove(Group before, Group after)
    {
        after.Before.Remove(before);
        before.After.Remove(after);
    }

    /// <summary>Puts a group in the place of another one, which is in it from now on.</summary>
    public void Merge(Group from, Group into)
    {
        foreach (var before in from.Before)
        {
            before.After.Remove(from);
            Add(before, into);
        }

        foreach (var after in from.After)
        {
            after.Before.Remove(from);
            Add(into, after);
        }
    }

    /// <summary>Whether a group runs before another one; if <paramref name="indirectly"/>, because of a third one between them.</summary>
    public bool IsBefore(Group first, Group last, bool indirectly = false)
    {
        if (!indirectly && last.Before.Contains(first)) return true;
        var (forth, back) = (new Frontier(first, g => g.After), new Frontier(last, g => g.Before));
        while (forth.Cost is { } up && back.Cost is { } down)
        {
            var (near, far) = up <= down ? (forth, back) : (back, forth);
            var group = near.Next();
            foreach (var next in near.Neighbours(group))
            {
                Visits++;
                if (far.Has(next) || (next == far.Start && group != near.Start)) return true;
                if (next.Level > first.Level && next.Level < last.Level) near.Add(next);
            }
        }

        return false;
    }

    private void Raise(Group group, int level)
    {
        // The lowest first, so that a group is not raised again by one that was still to be raised.
        var open = new PriorityQueue<Group, int>([(group, group.Level = level)]);
        while (open.TryDequeue(out var next, out _))
        {
            foreach (var after in next.After)
            {
                Visits++;
                if (after.Level <= next.Level) open.Enqueue(after, after.Level = next.Level + 1);
            }
        }
    }

    /// <summary>What a search has reached from one of its ends.</summary>
    private sealed class Frontier(Group start, Func<Group, HashSet<Group>> neighbours)
    {
        private readonly HashSet<Group> _seen = [];
        private readonly Queue<Group> _open = new([start]);
        private long _spent;

        public Group Start => start;

        /// <summary>The steps made so far and those that the next group takes; null where there is no next group.</summary>
        public long? Cost => _open.TryPeek(out var next) ? _spent + neighbours(next).Count : null;

        public HashSet<Group> Neighbours(Group group) => neighbours(group);

        public bool Has(Group group) => _seen.Contains(group);

        public Group Next()
        {
            var next = _open.Dequeue();
            _spent += neighbours(next).Count;
            return next;
        }

        public void Add(Group group)
        {
            if (_seen.Add(group)) _open.Enqueue(group);
        }
    }
}
