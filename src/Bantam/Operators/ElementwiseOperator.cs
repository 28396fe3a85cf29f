using System.Text;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>An operator that computes each element of its output from one element of each operand; operands broadcast.</summary>
public abstract record ElementwiseOperator : Operator
{
    /// <summary>The number of inputs; of a variadic operator the least.</summary>
    public abstract int Arity { get; }

    /// <summary>Whether more inputs than <see cref="Arity"/> may be given.</summary>
    public virtual bool IsVariadic => false;

    /// <summary>How many inputs, at the end, only decide about the output's shape; the ones before are the operands.</summary>
    public virtual int ShapeInputs => 0;

    /// <summary>Whether the body depends on where an element lies, so that it means something for the output's own shape only.</summary>
    public virtual bool UsesElementIndex => false;

    /// <summary>Whether the body is another one where it is given the number of an operand, and must be given it.</summary>
    public virtual bool MustKnow(int operand) => false;

    /// <inheritdoc/>
    public abstract override Expr Body(IReadOnlyList<Expr> inputs);

    /// <summary>The element type of the output; the operands have one type unless an operator says otherwise.</summary>
    protected virtual ElementType Result(OperatorInputs inputs)
    {
        for (var i = 1; i < inputs.Count - ShapeInputs; i++)
            if (inputs[i].Element != inputs[0].Element)
                throw new ShapeException(
                    $"inputs must have one element type; input 0 is {inputs[0]}, input {i} is {inputs[i]}. Cast one of them.");
        return inputs[0].Element;
    }

    /// <summary>The shape of the output: what the operands broadcast to, unless an operator says otherwise.</summary>
    protected virtual Shape ResultShape(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        for (var i = 1; i < inputs.Count - ShapeInputs; i++) shape = Shape.Broadcast(shape, inputs.Shape(i));
        return shape;
    }

    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        if (IsVariadic ? inputs.Count < Arity : inputs.Count != Arity)
            throw new ShapeException($"{Name} takes {Arity} {(IsVariadic ? "or more " : "")}inputs; {inputs.Count} were given.");
        return [new TensorType(Result(inputs), ResultShape(inputs))];
    }

    /// <inheritdoc/>
    public sealed override AxisMap Axes(OperatorInputs inputs) => AxisMap.Elementwise(
        Enumerable.Range(0, inputs.Count).Select(i => i < inputs.Count - ShapeInputs ? inputs.Shape(i) : null), ResultShape(inputs));

    /// <summary>Computes in the order of the largest operand that has one and the result's rank; the others are brought to it.</summary>
    public sealed override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        LaidOut[] operands = [.. inputs.SkipLast(ShapeInputs).Select(i => i!)];
        if (UsesElementIndex || operands.All(o => o.Order is null)) return null;
        var shape = Infer(LaidOut.Inputs(inputs))[0].Shape;
        if (LaidOut.Leading(operands, shape.Rank) is not { } order) return null;
        int[] arrangement = [.. LaidOut.Inverse(order)];
        var arranged = operands.Select(
            o => o.Rank == 0 || order.Equals(o.Order) ? o.Physical : OfRank(o, shape.Rank).Arranged(arrangement));
        IEnumerable<Tensor> shapes = ShapeInputs == 0 ? [] : [DimensionTensors.Vector(new Shape(arrangement.Select(axis => shape[axis])))];
        return [new LaidOut(ApplyOne([.. arranged, .. shapes]), order)];
    }

    /// <inheritdoc/>
    public sealed override Dimension[][]? Elements(OperatorInputs inputs, IReadOnlyList<TensorType> outputs) =>
        ShapeElements.Compute(this, inputs, outputs[0]);

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) => MovesAny(inputs.Count)
        ? base.Evaluate(inputs)
        : [Code(inputs, InferFor(inputs)[0]).Run(Operands(inputs))];

    /// <summary>The code for inputs of these types; floats are computed in double precision, whole numbers exactly.</summary>
    internal BodyCode Code(IReadOnlyList<Tensor?> inputs, TensorType output) =>
        BodyCode.Of(this, [.. Operands(inputs).Select(o => o.Element)], output);

    /// <summary>The inputs whose elements are computed with.</summary>
    internal Tensor[] Operands(IReadOnlyList<Tensor?> inputs)
    {
        var operands = new Tensor[inputs.Count - ShapeInputs];
        for (var i = 0; i < operands.Length; i++) operands[i] = inputs[i]!;
        return operands;
    }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => false;

    /// <summary>Of two operands the one that is the result already, since the other one changes nothing; null where neither is.</summary>
    protected static Tensor[]? Without(IReadOnlyList<Tensor?> inputs, TensorType output, double neutral)
    {
        for (var i = 0; i < 2; i++)
            if (inputs[1 - i]!.Type == output && IsFilled(inputs[i]!))
                return [inputs[1 - i]!];
        return null;

        bool IsFilled(Tensor tensor) =>
            tensor.Constant is { Element: ElementType.Float } constant && !constant.Span<float>().ContainsAnyExcept((float)neutral);
    }

    /// <summary>An operand with axes of size 1 before its own.</summary>
    private static LaidOut OfRank(LaidOut operand, int rank) =>
        operand.Rank == rank ? operand : new(operand.Logical().Unsqueeze([.. Enumerable.Range(0, rank - operand.Rank)]));

    /// <summary>A gradient summed over the axes that an input was broadcast along, so that it has the input's shape.</summary>
    protected static Tensor SumTo(Tensor gradient, Tensor input) => gradient.SumTo(input.Shape);
}
