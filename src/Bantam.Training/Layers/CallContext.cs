using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>How a layer is called: to predict or to learn.</summary>
/// <param name="training">The cells of the training; null where the model predicts.</param>
public sealed class CallContext(TrainingState? training = null)
{
    /// <summary>A call that predicts.</summary>
    public static CallContext Inference { get; } = new();

    /// <summary>Whether dropout drops, and batch normalization uses the batch.</summary>
    public bool IsTraining => training is not null;

    /// <summary>The cells of the training; null where the model predicts.</summary>
    public TrainingState? Training => training;
}
