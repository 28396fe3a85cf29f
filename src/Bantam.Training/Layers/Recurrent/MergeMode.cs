namespace Bantam.Training.Layers;

/// <summary>How what comes out of both directions becomes one.</summary>
public enum MergeMode
{
    /// <summary>One behind the other along the last axis.</summary>
    Concat,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The product.</summary>
    Mul,

    /// <summary>The mean.</summary>
    Ave,
}
