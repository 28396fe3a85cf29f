namespace Bantam.Plans;

/// <summary>All threads have come here before one goes on: what follows touches what another thread wrote before.</summary>
public sealed record PlanBarrier : PlanStatement
{
    /// <summary>Barriers are all alike.</summary>
    public static PlanBarrier Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsSerial => false;

    /// <inheritdoc/>
    public override IEnumerable<Placement> Reads => [];

    /// <inheritdoc/>
    public override IEnumerable<Placement> Writes => [];
}
