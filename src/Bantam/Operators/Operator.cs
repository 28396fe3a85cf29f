using System.Text;
using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// What a node computes: a record of its attributes, equal to another with the same ones. Names and meaning are ONNX', newest
/// opset. An operator says its type rule and one of: a scalar body, an expansion to other operators, or a plain-loop reference.
/// </summary>
public abstract record Operator
{
    /// <summary>The operator's ONNX name.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Whether equal inputs give equal outputs.</summary>
    public virtual bool IsDeterministic => true;

    /// <summary>
    /// Whether a small one on constants is computed while a graph is written down. What patterns must still see is left until they
    /// have.
    /// </summary>
    public virtual bool IsFoldedAtOnce => IsDeterministic;

    /// <summary>The types of the outputs; operators that give tensors only say so by the type of the array.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract ValueKind[] Infer(OperatorInputs inputs);

    /// <summary>
    /// The elements of the outputs, small tensors of integers, as expressions of named dimensions; null where they do not follow from
    /// shapes. What only moves elements needs to say nothing.
    /// </summary>
    public virtual Dimension[][]? Elements(OperatorInputs inputs, IReadOnlyList<TensorType> outputs) =>
        ShapeElements.Move(this, inputs, outputs);

    /// <summary>
    /// Which axes of the inputs the axes of the outputs follow. Null where nothing is said: every element may depend on every other,
    /// or, of an operator with an expansion, what its operators say.
    /// </summary>
    public virtual AxisMap? Axes(OperatorInputs inputs) => null;

    /// <summary>
    /// The same outputs from inputs whose axes lie in other orders, in whatever order they come out; null where the operator takes its
    /// inputs in the logical order. What is fastest in one order brings its inputs to it.
    /// </summary>
    public virtual LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs) => null;

    /// <summary>Elementwise operators: the result for one element of each input, as an expression of the kernel language.</summary>
    public virtual Expr? Body(IReadOnlyList<Expr> inputs) => null;

    /// <summary>Composite operators: the outputs computed by other operators.</summary>
    public virtual Tensor[]? Expand(IReadOnlyList<Tensor?> inputs) => null;

    /// <summary>
    /// What is written down in the operator's place wherever a graph is traced or written down once more; null for the operator itself.
    /// </summary>
    internal virtual Tensor[]? Unfold(IReadOnlyList<Tensor?> inputs) => null;

    /// <summary>
    /// The outputs where fewer operators give the same bits, as where this one changes nothing on these inputs; null where not.
    /// Graphs are simplified when they are rewritten, and stay as written while they are traced.
    /// </summary>
    public virtual Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) => null;

    /// <summary>
    /// The outputs computed by plain loops in double precision: the judge of everything faster. Elementwise operators have their
    /// <see cref="Body"/> for that.
    /// </summary>
    public virtual NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        throw new NotSupportedException($"{Name} has no loops over doubles.");

    /// <summary>
    /// The outputs of whole numbers, exact up to the wrap-around of their types, by plain loops; null where only
    /// <see cref="Reference"/> and <see cref="Expand"/> say what the operator computes.
    /// </summary>
    protected virtual NdArray<Int128>[]? Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) => null;

    /// <summary>
    /// Whether the elements of an input come out as they are, moved and nothing else. Their type makes no difference then, and
    /// <see cref="Reference"/> is given their numbers in their stead: 1 is the first element of the first such input, 0 the zero of
    /// the type.
    /// </summary>
    public virtual bool Moves(int input) => false;

    /// <summary>Computes the outputs with kernels; null where it does not. Absent where no code can be made.</summary>
    internal static Func<Operator, IReadOnlyList<Tensor?>, Tensor[]?>? Compiled { get; set; }

    /// <summary>
    /// The outputs for concrete inputs of any element type: floats are computed in doubles and rounded once, whole numbers are exact
    /// and wrap around, and what is only moved keeps every bit.
    /// </summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public virtual Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) => Loop(inputs, InferFor(inputs));

    /// <summary>What <see cref="Evaluate"/> does unless an operator does otherwise, where the outputs' types are known already.</summary>
    internal Tensor[] Loop(IReadOnlyList<Tensor?> inputs, TensorType[] types)
    {
        if (MovesAny(inputs.Count)) return ElementMover.Move(this, inputs, types);
        if (inputs.Count > 0 && inputs[0] is { } first && first.Element.IsInteger())
        {
            if (Exact([.. inputs.Select(i => i is null ? null : new NdArray<Int128>(i.Type, i.ToNumbers<Int128>()))], types) is { } exact)
                return Array.ConvertAll(exact, o => o.ToTensor());
            if (Expand(inputs) is { } expanded) return expanded;
        }

        var arrays = new NdArray?[inputs.Count];
        for (var i = 0; i < arrays.Length; i++) arrays[i] = inputs[i] is { } input ? NdArray.From(input) : null;
        return Array.ConvertAll(Reference(arrays, types), o => o.ToTensor());
    }

    /// <summary>Whether <see cref="Moves"/> holds of one of its inputs.</summary>
    internal bool MovesAny(int inputs)
    {
        for (var i = 0; i < inputs; i++)
            if (Moves(i))
                return true;
        return false;
    }

    /// <summary>The same, with a place in its errors.</summary>
    /// <inheritdoc cref="Evaluate"/>
    internal Tensor[] EvaluateAt(string where, IReadOnlyList<Tensor?> inputs)
    {
        try
        {
            return Evaluate(inputs);
        }
        catch (ShapeException error)
        {
            throw error.At(where);
        }
    }

    /// <summary>
    /// The gradients with respect to the inputs, in graph code; null where none flows. An operator that has an expansion and no
    /// gradient of its own returns null for all: its expansion is differentiated.
    /// </summary>
    public virtual Tensor?[]? Gradient(GradientContext context) => null;

    /// <summary>
    /// Applies the operator: at once on concrete tensors, by writing a node down on symbolic ones, and in a trace where there are no
    /// inputs.
    /// </summary>
    public Tensor[] Apply(params IReadOnlyList<Tensor?> inputs)
    {
        if (BuilderOf(inputs) is { } builder) return builder.Add(this, inputs);
        return Tape.Current is { } tape ? tape.Apply(this, inputs, static (op, given) => op.Compute(given)) : Compute(inputs);
    }

    /// <summary>The trace that the operator is a node of; null where it runs at once.</summary>
    private static GraphBuilder? BuilderOf(IReadOnlyList<Tensor?> inputs)
    {
        var isGiven = false;
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i] is not { } input) continue;
            isGiven = true;
            if (input.IsSymbolic) return GraphBuilder.Innermost(input.Builder);
        }

        return isGiven ? null : GraphBuilder.Current;
    }

    private Tensor[] Compute(IReadOnlyList<Tensor?> inputs) => Compiled?.Invoke(this, inputs) ?? Evaluate(inputs);

    /// <summary>The name and the attributes.</summary>
    public sealed override string ToString()
    {
        var attributes = new StringBuilder();
        return PrintMembers(attributes) ? $"{Name} {{ {attributes} }}" : Name;
    }

    /// <summary>Adds what a dump shows to a text: attributes, which derived records add, and nothing that follows from the type.</summary>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    /// <summary>The types of the outputs for concrete inputs, of an operator that gives tensors.</summary>
    protected internal TensorType[] InferFor(IReadOnlyList<Tensor?> inputs) =>
        Array.ConvertAll(Infer(OperatorInputs.Of(inputs)), k => (TensorType)k);

    /// <summary>Applies an operator with one output.</summary>
    public Tensor ApplyOne(params IReadOnlyList<Tensor?> inputs) => Apply(inputs)[0];
}
