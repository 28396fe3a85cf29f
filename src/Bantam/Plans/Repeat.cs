namespace Bantam.Plans;

/// <summary>
/// Runs its body over and over. Places of the body that have a <see cref="Placement.Step"/> move on by it after each round, so that
/// code size and memory do not depend on the number of rounds.
/// </summary>
/// <param name="Count">The most rounds.</param>
/// <param name="Limit">
/// An Int64 that is read when the loop begins: there are no more rounds than that. Null where only the count says so.
/// </param>
/// <param name="Condition">A byte that is read before each round: 0 ends the loop. Null where nothing does.</param>
/// <param name="Body">What a round does.</param>
/// <param name="Label">The node that it computes, for people.</param>
public sealed record Repeat(long Count, Placement? Limit, Placement? Condition, IReadOnlyList<PlanStatement> Body, string Label)
    : PlanStatement
{
    /// <inheritdoc/>
    public override bool IsSerial => Body.All(s => s.IsSerial);

    /// <inheritdoc/>
    public override IEnumerable<Placement> Reads => [.. Body.SelectMany(s => s.Reads), .. Given(Limit), .. Given(Condition)];

    /// <inheritdoc/>
    public override IEnumerable<Placement> Writes => Body.SelectMany(s => s.Writes);

    /// <inheritdoc/>
    public override IEnumerable<PlanStatement> All => [this, .. Body.SelectMany(s => s.All)];

    private static IEnumerable<Placement> Given(Placement? place) => place is { } given ? [given] : [];
}
