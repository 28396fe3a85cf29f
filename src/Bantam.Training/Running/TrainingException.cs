namespace Bantam.Training.Running;

/// <summary>Training cannot go on. The message says where, which rule, and what to try.</summary>
public sealed class TrainingException(string message) : InvalidOperationException(message);
