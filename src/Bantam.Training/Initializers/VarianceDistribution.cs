namespace Bantam.Training.Initializers;

/// <summary>How weights of a variance are distributed.</summary>
public enum VarianceDistribution
{
    /// <summary>Normally, cut off at two deviations, with the variance behind the cut.</summary>
    TruncatedNormal,

    /// <summary>Normally.</summary>
    UntruncatedNormal,

    /// <summary>Uniformly.</summary>
    Uniform,
}
