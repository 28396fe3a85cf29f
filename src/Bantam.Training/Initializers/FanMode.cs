namespace Bantam.Training.Initializers;

/// <summary>Which number of connections the variance of weights is divided by.</summary>
public enum FanMode
{
    /// <summary>The inputs of an output.</summary>
    FanIn,

    /// <summary>The outputs of an input.</summary>
    FanOut,

    /// <summary>The mean of both.</summary>
    FanAvg,
}
