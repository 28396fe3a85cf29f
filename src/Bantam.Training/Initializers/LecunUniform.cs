namespace Bantam.Training.Initializers;

/// <summary>Uniform in ±√(3 / in). Y. LeCun et al., 1998.</summary>
public sealed class LecunUniform() : VarianceScaling(1, FanMode.FanIn, VarianceDistribution.Uniform);
