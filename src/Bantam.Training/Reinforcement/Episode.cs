namespace Bantam.Training.Reinforcement;

/// <summary>An episode that has ended.</summary>
/// <param name="Steps">How many actions it had.</param>
/// <param name="Reward">The sum of its rewards.</param>
/// <param name="TotalSteps">How many actions the agent had learned from when it ended.</param>
/// <param name="Epsilon">How many of the actions were random by then, 0 to 1.</param>
public readonly record struct Episode(int Steps, double Reward, long TotalSteps, double Epsilon);
