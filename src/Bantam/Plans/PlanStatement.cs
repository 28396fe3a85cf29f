namespace Bantam.Plans;

/// <summary>
/// A step of a plan. Plans are trees: <see cref="Repeat"/>, <see cref="Branch"/> and <see cref="Bands"/> have statements inside.
/// </summary>
public abstract record PlanStatement
{
    /// <summary>Whether thread 0 runs it alone.</summary>
    public abstract bool IsSerial { get; }

    /// <summary>The places that it reads.</summary>
    public abstract IEnumerable<Placement> Reads { get; }

    /// <summary>The places that it writes.</summary>
    public abstract IEnumerable<Placement> Writes { get; }

    /// <summary>It and what is inside of it.</summary>
    public virtual IEnumerable<PlanStatement> All => [this];
}
