using System.Runtime.CompilerServices;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.MachineLearning;

/// <summary>
/// What decision trees say of each row of features, [N, F] or [F]: an output column a target, [N, T]. Sums are made in double precision
/// and rounded once. It is what ai.onnx.ml's newer TreeEnsemble computes too, whose leaves have one weight each.
/// <see href="https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html"/>
/// </summary>
/// <param name="Trees">The trees.</param>
/// <param name="Count">How many targets there are.</param>
/// <param name="Aggregation">How the weights of all trees become one number a target.</param>
/// <param name="Result">The element type of the output.</param>
public sealed record TreeEnsembleRegressor(
    DecisionTrees Trees, int Count, TreeAggregation Aggregation = TreeAggregation.Sum, ElementType Result = ElementType.Float) : Operator
{
    private static readonly ConditionalWeakTable<DecisionTrees, TreeTable> Tables = [];

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (shape.Rank is not (1 or 2)) throw new ShapeException($"features must be [N,F] or [F]; they are {shape}.");
        if (shape[shape.Rank - 1] is { IsKnown: true } columns && columns.Size < Trees.Columns)
            throw new ShapeException($"the trees ask of {Trees.Columns} features; there are {columns.Size}.");
        if (Trees.Fault() is { } fault) throw new ShapeException(fault);
        if (Trees.Targets.Any(t => t < 0 || t >= Count))
            throw new ShapeException(
                $"targets are 0 to {Count - 1}; those of the trees are {Trees.Targets.Min()} to {Trees.Targets.Max()}.");
        return [new TensorType(Result, new Shape(shape.Rank == 1 ? 1 : shape[0], Count))];
    }

    /// <inheritdoc/>
    public override AxisMap? Axes(OperatorInputs inputs)
    {
        if (inputs.Shape(0).Rank != 2) return null;
        var labels = AxisMap.Labels(inputs.Shape(0));
        labels[1] = new AxisLabel(AxisKind.Mixed);
        var given = AxisMap.Axes(inputs.Shape(0), labels);
        return new AxisMap([given], [[given[0], AxisMap.Axis(new AxisLabel(), Count)]]);
    }

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var isSum = Aggregation is TreeAggregation.Sum or TreeAggregation.Average;
        if (!isSum || Trees.Weights.Count == 0 || Trees.Modes.All(m => m == TreeMode.Leaf)) return null;
        var x = inputs[0]!.Cast(ElementType.Double);
        var sums = TreeSums.Of(Trees, Count, x.Shape.Rank == 1 ? x.Unsqueeze(0) : x);
        return [(Aggregation == TreeAggregation.Average ? sums / Trees.Roots.Count : sums).Cast(Result)];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var type = InferFor(inputs)[0];
        var features = inputs[0]!.Shape[inputs[0]!.Shape.Rank - 1].Size;
        var table = Tables.GetValue(Trees, trees => new TreeTable(trees));
        var results = table.Run(inputs[0]!.ToDoubles(), features, type.Shape[0].Size, Count, Aggregation);
        return [Tensor.FromDoubles(type, results)];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
