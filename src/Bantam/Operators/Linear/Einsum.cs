using System.Numerics;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Linear;

/// <summary>
/// Sums of products of operands whose axes are named by letters: those that the result does not name are summed over, a letter twice in one
/// operand is its diagonal, an ellipsis stands for axes that broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Einsum.html"/>
/// </summary>
/// <param name="Equation">The letters, as in <c>bij,bjk->bik</c>; without an arrow the result has those that are there once.</param>
public sealed record Einsum(string Equation) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        Shape[] shapes = [.. Enumerable.Range(0, inputs.Count).Select(inputs.Shape)];
        for (var i = 1; i < inputs.Count; i++)
            if (inputs[i].Element != inputs[0].Element)
                throw new ShapeException($"operands must have one element type; they are {inputs[0]} and {inputs[i]}. Cast one of them.");
        return [inputs[0] with { Shape = EinsumEquation.Of(Equation, shapes).ResultShape }];
    }

    /// <summary>Two operands at a time, as a product of matrices; what no other one has is summed over first.</summary>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var equation = EinsumEquation.Of(Equation, [.. inputs.Select(i => i!.Shape)]);
        Term[] terms = [.. inputs.Select((input, i) => Term.Of(input!, equation.Operands[i]))];
        var product = terms[0].Sum(label => equation.Result.Contains(label) || terms.Skip(1).Any(t => t.Labels.Contains(label)));
        for (var i = 1; i < terms.Length; i++)
        {
            var later = terms.Skip(i + 1).SelectMany(t => t.Labels).Concat(equation.Result).ToHashSet();
            var next = terms[i].Sum(label => later.Contains(label) || product.Labels.Contains(label));
            product = Multiply(product, next, later);
        }

        var tensor = product.Ordered([.. equation.Result.Where(product.Labels.Contains)]);

        // Labels of size 1 were left out.
        return [tensor.Reshape(equation.ResultShape)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Summed(inputs, outputs[0]))];

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Summed(inputs, outputs[0]))];

    /// <inheritdoc/>
    protected override bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Equation = ").Append(Equation);
        return true;
    }

    private static Term Multiply(Term left, Term right, HashSet<string> later)
    {
        var shared = left.Labels.Intersect(right.Labels).ToArray();
        string[] batch = [.. shared.Where(later.Contains)], folded = [.. shared.Where(label => !later.Contains(label))];
        string[] rows = [.. left.Labels.Except(shared)], columns = [.. right.Labels.Except(shared)];
        if (folded.Length == 0)
        {
            // Nothing is summed: an elementwise product of operands that broadcast.
            var (a, b) = (left.Ordered([.. batch, .. rows]), right.Ordered([.. batch, .. columns]));
            a = a.Reshape(new Shape([.. a.Shape, .. columns.Select(_ => (Dimension)1)]));
            b = b.Reshape(new Shape([.. left.Sizes(batch), .. rows.Select(_ => (Dimension)1), .. right.Sizes(columns)]));
            return new Term(a * b, [.. batch, .. rows, .. columns]);
        }

        Shape batches = new(left.Sizes(batch)), depth = new(left.Sizes(folded));
        Shape height = new(left.Sizes(rows)), width = new(right.Sizes(columns));
        var product = left.Ordered([.. batch, .. rows, .. folded]).Reshape(new Shape([.. batches, height.Count, depth.Count]))
            .MatMul(right.Ordered([.. batch, .. folded, .. columns]).Reshape(new Shape([.. batches, depth.Count, width.Count])));
        return new Term(product.Reshape(new Shape([.. batches, .. height, .. width])), [.. batch, .. rows, .. columns]);
    }

    private T[] Summed<T>(IReadOnlyList<NdArray<T>?> inputs, TensorType output) where T : struct, INumber<T>
    {
        var equation = EinsumEquation.Of(Equation, [.. inputs.Select(i => i!.Type.Shape)]);
        string[] labels = [.. equation.Result, .. equation.Sizes.Keys.Except(equation.Result)];
        var all = new NdArray<T>(output with { Shape = new Shape(labels.Select(label => equation.Sizes[label])) }, []);
        var sums = new T[output.Shape.ElementCount];
        var sizes = all.Sizes;
        var inner = sizes.Skip(equation.Result.Length).Aggregate(1, (product, size) => product * size);
        var places = equation.Operands.Select(o => Array.ConvertAll(o, label => Array.IndexOf(labels, label))).ToArray();
        var at = new int[sizes.Length];
        for (var i = 0; i < sums.Length * inner; i++)
        {
            var product = T.One;
            for (var operand = 0; operand < inputs.Count; operand++)
            {
                var input = inputs[operand]!;
                int[] own = [.. places[operand].Select((place, axis) => input.Sizes[axis] == 1 ? 0 : at[place])];
                product *= input[own];
            }

            sums[i / inner] += product;
            for (var axis = at.Length - 1; axis >= 0 && ++at[axis] == sizes[axis]; axis--) at[axis] = 0;
        }

        return sums;
    }

    /// <summary>A tensor and the labels of its axes, each once.</summary>
    private sealed record Term(Tensor Tensor, string[] Labels)
    {
        /// <summary>An operand: diagonals of what is labelled twice, without axes of size 1 that broadcast.</summary>
        public static Term Of(Tensor tensor, string[] labels)
        {
            var kept = Enumerable.Range(0, labels.Length).Where(axis => tensor.Shape[axis] != 1).ToArray();
            var term = new Term(tensor.Reshape(new Shape(kept.Select(axis => tensor.Shape[axis]))), [.. kept.Select(axis => labels[axis])]);
            while (term.Labels.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } twice) term = term.Diagonal(twice.Key);
            return term;
        }

        /// <summary>The sizes of labels that it has.</summary>
        public IEnumerable<Dimension> Sizes(IEnumerable<string> labels) =>
            labels.Select(label => Tensor.Shape[Array.IndexOf(Labels, label)]);

        /// <summary>The tensor with its axes in an order of labels.</summary>
        public Tensor Ordered(string[] labels)
        {
            int[] order = [.. labels.Select(label => Array.IndexOf(Labels, label))];
            return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? Tensor : Tensor.Transpose(order);
        }

        /// <summary>Summed over the labels that are not needed.</summary>
        public Term Sum(Func<string, bool> isNeeded)
        {
            int[] axes = [.. Enumerable.Range(0, Labels.Length).Where(axis => !isNeeded(Labels[axis]))];
            return axes.Length == 0 ? this : new(Tensor.ReduceSum(axes), [.. Labels.Where(isNeeded)]);
        }

        /// <summary>Of two axes of one label the elements with one index, one more than an axis' length from each other.</summary>
        private Term Diagonal(string label)
        {
            var (first, second) = (Array.IndexOf(Labels, label), Array.LastIndexOf(Labels, label));
            int[] others = [.. Enumerable.Range(0, Labels.Length).Where(axis => axis != first && axis != second)];
            var size = Tensor.Shape[first];
            var apart = Tensor.Transpose([first, second, .. others]);
            var places = Positions.Along(new Shape(size), 0) * (Positions.Number(size, ElementType.Int64) + 1f);
            return new(Positions.Rows(apart, 2).Gather(places), [label, .. others.Select(axis => Labels[axis])]);
        }
    }
}
