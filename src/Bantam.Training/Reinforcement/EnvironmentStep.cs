namespace Bantam.Training.Reinforcement;

/// <summary>What came of an action.</summary>
/// <param name="Observation">What the agent sees then.</param>
/// <param name="Reward">What the action was worth.</param>
/// <param name="IsTerminated">Whether the episode has come to an end of its own, behind which nothing can be gained.</param>
/// <param name="IsTruncated">Whether it is broken off, as after a time, where more could have been gained.</param>
public readonly record struct EnvironmentStep(float[] Observation, float Reward, bool IsTerminated, bool IsTruncated = false);
