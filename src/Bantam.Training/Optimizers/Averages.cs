using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Training.Optimizers;

/// <summary>Exponential averages of weights over the steps (B. Polyak and A. Juditsky, 1992; Keras' <c>use_ema</c>).</summary>
internal static class Averages
{
    /// <summary>The name of the slot.</summary>
    public const string Slot = "average";

    /// <summary>Writes down a weight's average; returns the weight's new value, which is the average where it is overwritten.</summary>
    public static Tensor Follow(Optimizer optimizer, Variable weight, Tensor value, UpdateStep step)
    {
        var slot = step.Slot(weight, Slot);

        // The first step's value is the first average.
        var momentum = Tensor.Where(Tensor.Equal(step.Count, Tensor.Scalar(0)), 0f, Tensor.Scalar(optimizer.EmaMomentum));
        var average = value + ((slot.Read() - value) * momentum);
        step.Update(slot, average);
        if (optimizer.EmaOverwriteFrequency is not { } every) return value;
        var next = step.Count + Tensor.Scalar(1);
        var isTime = Tensor.Equal(next / Tensor.Scalar(every) * Tensor.Scalar(every), next);
        return step.Gated(Tensor.Where(isTime, average, value), value);
    }
}
