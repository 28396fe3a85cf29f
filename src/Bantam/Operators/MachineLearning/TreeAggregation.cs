namespace Bantam.Operators.MachineLearning;

/// <summary>How the weights that trees give for a target become one number; 0 where none gives any.</summary>
public enum TreeAggregation
{
    /// <summary>Their sum, divided by the number of trees.</summary>
    Average,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,
}
