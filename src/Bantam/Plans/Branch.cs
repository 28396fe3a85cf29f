namespace Bantam.Plans;

/// <summary>Runs one of two lists of statements.</summary>
/// <param name="Condition">A byte: 0 runs <paramref name="Otherwise"/>, anything else <paramref name="Then"/>.</param>
/// <param name="Then">Runs where the condition holds.</param>
/// <param name="Otherwise">Runs where it does not.</param>
/// <param name="Label">The node that it computes, for people.</param>
public sealed record Branch(Placement Condition, IReadOnlyList<PlanStatement> Then, IReadOnlyList<PlanStatement> Otherwise, string Label)
    : PlanStatement
{
    /// <inheritdoc/>
    public override bool IsSerial => Both.All(s => s.IsSerial);

    /// <inheritdoc/>
    public override IEnumerable<Placement> Reads => [Condition, .. Both.SelectMany(s => s.Reads)];

    /// <inheritdoc/>
    public override IEnumerable<Placement> Writes => Both.SelectMany(s => s.Writes);

    /// <inheritdoc/>
    public override IEnumerable<PlanStatement> All => [this, .. Both.SelectMany(s => s.All)];

    private IEnumerable<PlanStatement> Both => Then.Concat(Otherwise);
}
