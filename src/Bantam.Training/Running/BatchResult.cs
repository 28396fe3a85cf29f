namespace Bantam.Training.Running;

/// <summary>The result of a batch that was learned from.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Batch">The batch in it, from 0.</param>
/// <param name="Step">Steps done so far over all epochs, this one included.</param>
/// <param name="Samples">Samples in the batch.</param>
/// <param name="Loss">Their mean loss.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
public readonly record struct BatchResult(int Epoch, int Batch, int Step, int Samples, float Loss, float LearningRate);
