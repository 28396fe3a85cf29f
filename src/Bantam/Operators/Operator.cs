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

    /// <summary>The types of the outputs.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract TensorType[] Infer(OperatorInputs inputs);

    /// <summary>The outputs, where they follow from the types of the inputs alone; null where they do not.</summary>
    public virtual Tensor[]? Known(OperatorInputs inputs) => null;

    /// <summary>Elementwise operators: the result for one element of each input, as an expression of the kernel language.</summary>
    public virtual Expr? Body(IReadOnlyList<Expr> inputs) => null;

    /// <summary>Composite operators: the outputs computed by other operators.</summary>
    public virtual Tensor[]? Expand(IReadOnlyList<Tensor?> inputs) => null;

    /// <summary>
    /// The outputs where fewer operators give the same bits, as where this one changes nothing on these inputs; null where not.
    /// Graphs are simplified when they are rewritten, and stay as written while they are traced.
    /// </summary>
    public virtual Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) => null;

    /// <summary>The outputs computed by plain loops in double precision: the judge of everything faster.</summary>
    public abstract NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs);

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
        var builder = inputs.FirstOrDefault(i => i is { IsSymbolic: true })?.Builder;
        if (inputs.All(i => i is null)) builder = GraphBuilder.Current;
        return builder is null ? Run(inputs) : builder.Add(this, inputs);
    }

    /// <summary>The name and the attributes.</summary>
    public sealed override string ToString()
    {
        var attributes = new StringBuilder();
        return PrintMembers(attributes) ? $"{Name} {{ {attributes} }}" : Name;
    }

    /// <summary>Adds what a dump shows to a text: attributes, which derived records add, and nothing that follows from the type.</summary>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    /// <summary>Applies an operator with one output.</summary>
    public Tensor ApplyOne(params IReadOnlyList<Tensor?> inputs) => Apply(inputs)[0];

    /// <summary>Runs the operator on concrete tensors.</summary>
    internal Tensor[] Run(IReadOnlyList<Tensor?> inputs)
    {
        var types = Infer(new OperatorInputs([.. inputs.Select(i => i?.Type)], inputs));
        var outputs = Reference([.. inputs.Select(i => i is null ? null : NdArray.From(i))], types);
        return [.. outputs.Select(o => o.ToTensor())];
    }
}
