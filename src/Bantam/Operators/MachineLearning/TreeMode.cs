namespace Bantam.Operators.MachineLearning;

/// <summary>What a node of a decision tree asks: how a feature x compares with its number s.</summary>
public enum TreeMode
{
    /// <summary>Nothing: it is a leaf.</summary>
    Leaf,

    /// <summary>x ≤ s.</summary>
    LessOrEqual,

    /// <summary>x &lt; s.</summary>
    Less,

    /// <summary>x ≥ s.</summary>
    GreaterOrEqual,

    /// <summary>x &gt; s.</summary>
    Greater,

    /// <summary>x = s.</summary>
    Equal,

    /// <summary>x ≠ s, which also holds for NaN.</summary>
    NotEqual,

    /// <summary>x is in a set.</summary>
    Member,
}
