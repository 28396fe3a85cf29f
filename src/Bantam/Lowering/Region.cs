namespace Bantam.Lowering;

/// <summary>The blocks of memory that a plan works in.</summary>
public enum Region
{
    /// <summary>Variables and optimizer state. Plans of one model share it.</summary>
    State,

    /// <summary>Constants, inputs, outputs and scratch of one plan.</summary>
    Work,
}
