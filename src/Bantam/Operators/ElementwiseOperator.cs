using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>An operator that computes each element of its output from one element of each input; inputs broadcast.</summary>
public abstract record ElementwiseOperator : Operator
{
    /// <summary>The number of inputs.</summary>
    public abstract int Arity { get; }

    /// <inheritdoc/>
    public abstract override Expr Body(IReadOnlyList<Expr> inputs);

    /// <summary>The element type of the output; the inputs have one type unless an operator says otherwise.</summary>
    protected virtual ElementType Result(OperatorInputs inputs)
    {
        for (var i = 1; i < Arity; i++)
            if (inputs[i].Element != inputs[0].Element)
                throw new ShapeException($"inputs must have one element type; input 0 is {inputs[0]}, input {i} is {inputs[i]}. Cast one of them.");
        return inputs[0].Element;
    }

    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs.Count != Arity) throw new ShapeException($"{Name} takes {Arity} inputs; {inputs.Count} were given.");
        var shape = inputs.Shape(0);
        for (var i = 1; i < Arity; i++) shape = Shape.Broadcast(shape, inputs.Shape(i));
        return [new TensorType(Result(inputs), shape)];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var evaluate = BodyEvaluator.Compile(Body([.. inputs.Select((input, i) => new Parameter(i, BodyEvaluator.ParameterType(input!.Type.Element)))]));
        var result = new NdArray(outputs[0]);
        var arguments = new double[inputs.Count];
        result.ForEach((indices, offset) =>
        {
            for (var i = 0; i < arguments.Length; i++) arguments[i] = inputs[i]!.Elements[inputs[i]!.Broadcast(indices)];
            result.Elements[offset] = evaluate(arguments, offset);
        });
        return [result];
    }

    /// <summary>A gradient summed over the axes that an input was broadcast along, so that it has the input's shape.</summary>
    protected static Tensor SumTo(Tensor gradient, Tensor input) => gradient.SumTo(input.Shape);
}
