namespace Bantam.Training.Initializers;

/// <summary>Normal with deviation √(1 / in), cut off at two deviations. Y. LeCun et al., 1998.</summary>
public sealed class LecunNormal() : VarianceScaling(1, FanMode.FanIn, VarianceDistribution.TruncatedNormal);
