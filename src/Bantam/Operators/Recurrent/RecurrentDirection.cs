namespace Bantam.Operators.Recurrent;

/// <summary>Which way a recurrent network reads its sequence.</summary>
public enum RecurrentDirection
{
    /// <summary>From its start.</summary>
    Forward,

    /// <summary>From its end.</summary>
    Reverse,

    /// <summary>Both, as two networks side by side.</summary>
    Bidirectional,
}
