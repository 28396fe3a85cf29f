namespace Bantam.Lowering;

/// <summary>Where threads must wait for each other.</summary>
public static class Schedule
{
    /// <summary>
    /// For each call whether a barrier stands before it: where it touches what a call since the last barrier wrote, or writes what
    /// one read. Calls that thread 0 runs alone follow each other without one.
    /// </summary>
    public static bool[] Barriers(IReadOnlyList<KernelCall> calls)
    {
        var barriers = new bool[calls.Count];
        var since = new List<KernelCall>();
        for (var i = 0; i < calls.Count; i++)
        {
            if (since.Any(earlier => !(earlier.IsSerial && calls[i].IsSerial) && Conflict(earlier, calls[i])))
            {
                barriers[i] = true;
                since.Clear();
            }

            since.Add(calls[i]);
        }

        return barriers;
    }

    private static bool Conflict(KernelCall earlier, KernelCall later) =>
        earlier.Writes.Any(w => later.Buffers.Any(b => w.Overlaps(b))) || earlier.Reads.Any(r => later.Writes.Any(w => r.Overlaps(w)));
}
