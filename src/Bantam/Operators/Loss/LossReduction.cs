namespace Bantam.Operators.Loss;

/// <summary>How the losses of samples become one number.</summary>
public enum LossReduction
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean, weighted where weights are given.</summary>
    Mean,
}
