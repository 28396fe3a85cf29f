using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>How a cell goes through a sequence.</summary>
/// <param name="Sequence">What its steps read, [time, batch, …]: what can be computed for all steps at once is.</param>
/// <param name="Step">
/// One step: takes a slice of the sequence [batch, …] and the states before it; returns what comes out, then the states after it.
/// </param>
public sealed record RecurrentSteps(Tensor Sequence, Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Step);
