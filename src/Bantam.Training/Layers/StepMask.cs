using System.Runtime.CompilerServices;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Masks: which steps of sequences count, Bool [batch, time]. As in Keras a tensor has its mask with it from layer to layer, as long as
/// layers pass it on. A mask ends where the model does: its loss counts all steps.
/// </summary>
internal static class StepMask
{
    private static readonly ConditionalWeakTable<Tensor, Tensor> Masks = [];

    /// <summary>The mask of a tensor; null where all steps count.</summary>
    public static Tensor? Of(Tensor tensor) => Masks.TryGetValue(tensor, out var mask) ? mask : null;

    /// <summary>Gives a tensor a mask.</summary>
    public static void Put(Tensor tensor, Tensor mask) => Masks.AddOrUpdate(tensor, mask);
}
