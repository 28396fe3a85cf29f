namespace Bantam.Operators.Movement;

/// <summary>What scattering does with the element that is there already.</summary>
public enum ScatterReduction
{
    /// <summary>It is replaced; of several updates of one element the last counts.</summary>
    None,

    /// <summary>Updates are added.</summary>
    Add,

    /// <summary>It is multiplied by updates.</summary>
    Mul,

    /// <summary>The largest stays; NaN if one is NaN.</summary>
    Max,

    /// <summary>The smallest stays; NaN if one is NaN.</summary>
    Min,
}
