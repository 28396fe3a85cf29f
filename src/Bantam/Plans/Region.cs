namespace Bantam.Plans;

/// <summary>The blocks of memory that a plan works in.</summary>
public enum Region
{
    /// <summary>Variables and optimizer state. Plans of one model share it.</summary>
    State,

    /// <summary>Constants. Each is one block, shared by content between all plans and sessions that have it.</summary>
    Constant,

    /// <summary>Inputs, outputs and what lies between them: of one session.</summary>
    Work,

    /// <summary>What lies between the calls of one of <see cref="Bands"/>: of the thread that runs it.</summary>
    Scratch,
}
