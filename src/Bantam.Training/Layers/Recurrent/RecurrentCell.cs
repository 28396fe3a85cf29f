using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>
/// What a recurrent network does in one step, for <see cref="RNN"/>. Called as a layer, on an input [batch, …] and the states, it makes
/// that step and gives what comes out and the new states.
/// </summary>
/// <param name="name">The layer's name.</param>
public abstract class RecurrentCell(string? name) : WeightedLayer(name)
{
    /// <summary>The penalty on the weights of the state; null for none.</summary>
    public Regularizer? RecurrentRegularizer { get; set; }

    /// <summary>What the weights of the state must be; null for anything.</summary>
    public Constraint? RecurrentConstraint { get; set; }

    /// <summary>The shape of each state without the batch, once the cell is built.</summary>
    public abstract IReadOnlyList<Shape> StateShapes { get; }

    /// <inheritdoc/>
    public sealed override int OutputCount => 1 + States;

    /// <summary>How many states there are.</summary>
    protected abstract int States { get; }

    /// <summary>Whether what comes out is the first state.</summary>
    internal virtual bool GivesFirstState => false;

    /// <summary>Makes ready to go through a sequence.</summary>
    /// <param name="sequence">The inputs of all steps, [time, batch, …].</param>
    /// <param name="context">For inference or for training.</param>
    protected internal abstract RecurrentSteps Begin(Tensor sequence, CallContext context);

    /// <summary>The states where none are given: zeros.</summary>
    /// <param name="batch">How many samples there are.</param>
    internal IReadOnlyList<Tensor> Zeros(Dimension batch) =>
        [.. StateShapes.Select(s => Tensor.Scalar(0f).Expand(new Shape([batch, .. s])))];

    /// <summary>
    /// All steps by one operator of ONNX: what comes out [time, batch, units], then the last states; null where there is none for it.
    /// </summary>
    internal virtual IReadOnlyList<Tensor>? Run(
        Tensor sequence, IReadOnlyList<Tensor>? states, bool isReversed, CallContext context) => null;

    /// <summary>A cell with the same arguments.</summary>
    internal RecurrentCell Copied(string? name) => (RecurrentCell)Copy(name);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> CallAll(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        if (inputs.Count != 1 + States && inputs.Count != 1)
            throw new ShapeException($"a cell takes an input and its {States} states, or an input alone; {inputs.Count} were given.");
        var steps = Begin(inputs[0].Unsqueeze(0), context);
        return steps.Step(steps.Sequence.Squeeze(0), inputs.Count > 1 ? [.. inputs.Skip(1)] : Zeros(inputs[0].Shape[0]));
    }
}
