namespace Bantam.Training.Running;

/// <summary>The result of a training.</summary>
/// <param name="Epochs">Its epochs, those before a resume included.</param>
/// <param name="StopReason">Why it stopped early; null where it did not.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs, string? StopReason);
