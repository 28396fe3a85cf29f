namespace Bantam.Plans;

/// <summary>Where threads must wait for each other.</summary>
public static class Barriers
{
    /// <summary>
    /// The statements with a barrier before each one that touches what one since the last barrier wrote, or writes what one read.
    /// Statements that thread 0 runs alone follow each other without one.
    /// </summary>
    public static IReadOnlyList<PlanStatement> Insert(IReadOnlyList<PlanStatement> statements)
    {
        var result = new List<PlanStatement>();
        var since = new List<PlanStatement>();
        foreach (var statement in statements)
        {
            // All threads go through the loops and branches that they share work in, and read their conditions.
            var isShared = statement is Repeat or Branch && !statement.IsSerial;
            var needsBarrier = isShared
                ? since.Count > 0
                : since.Exists(earlier => !(earlier.IsSerial && statement.IsSerial) && Conflict(earlier, statement));
            if (needsBarrier)
            {
                result.Add(PlanBarrier.Instance);
                since.Clear();
            }

            result.Add(isShared ? Inside(statement) : statement);
            if (isShared) result.Add(PlanBarrier.Instance);
            else since.Add(statement);
        }

        return result;
    }

    private static PlanStatement Inside(PlanStatement statement) => statement switch
    {
        Repeat loop => loop with { Body = [.. Insert(loop.Body), PlanBarrier.Instance] },
        Branch branch => branch with { Then = Insert(branch.Then), Otherwise = Insert(branch.Otherwise) },
        _ => statement,
    };

    private static bool Conflict(PlanStatement earlier, PlanStatement later) =>
        earlier.Writes.Any(w => later.Reads.Concat(later.Writes).Any(b => w.Overlaps(b)))
        || earlier.Reads.Any(r => later.Writes.Any(w => r.Overlaps(w)));
}
