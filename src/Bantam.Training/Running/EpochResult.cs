using Bantam.Training.Steps;

namespace Bantam.Training.Running;

/// <summary>The results of an epoch.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Values">By name: <c>loss</c> and the metrics, and with <c>val_</c> before the name the same of the validation data.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="Seconds">How long it took, validation included.</param>
/// <param name="SamplesPerSecond">Training samples in a second, validation left out.</param>
public sealed record EpochResult(
    int Epoch, IReadOnlyDictionary<string, double> Values, float LearningRate, double Seconds, double SamplesPerSecond)
{
    /// <summary>The mean loss of the training data.</summary>
    public double Loss => Values[TrainingStep.LossName];

    /// <summary>The mean loss of the validation data; null where there is none.</summary>
    public double? ValidationLoss => Values.TryGetValue("val_" + TrainingStep.LossName, out var loss) ? loss : null;
}
