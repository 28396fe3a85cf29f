using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>How a layer is called: for inference or for training.</summary>
/// <param name="training">The training state; null for inference.</param>
public sealed class CallContext(TrainingState? training = null)
{
    /// <summary>A call for inference.</summary>
    public static CallContext Inference { get; } = new();

    /// <summary>Whether the call is for training: dropout is active, and batch normalization uses the statistics of the batch.</summary>
    public bool IsTraining => training is not null;

    /// <summary>The training state; null for inference.</summary>
    public TrainingState? Training => training;
}
