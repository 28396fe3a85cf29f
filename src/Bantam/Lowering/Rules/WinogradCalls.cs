using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators.Convolution;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Convolutions of windows of 3x3 with a quarter to a half of the multiplications: tiles of the image are transformed, multiplied by the
/// transformed weights, one matrix product for each product of a tile, and transformed back.
/// </summary>
/// <param name="Tiles">The tiles, and the algorithm.</param>
/// <param name="Image">The image, channels last.</param>
/// <param name="Weights">The weights, [3, 3, channels, outputs].</param>
internal sealed record WinogradCalls(WinogradTiles Tiles, Value Image, Value Weights)
{
    private WinogradTransform Transform => Tiles.Transform;

    private int Channels => Weights.Type.Shape[2].Size;

    private int Outputs => Weights.Type.Shape[3].Size;

    /// <summary>The bytes that one call leaves for the next.</summary>
    public long Between => Transform.Products * (Tiles.MatrixOf(Channels) + Tiles.MatrixOf(Outputs)).Size * ElementType.Float.Size();

    /// <summary>The calls for a convolution; null where a product of patches is as fast.</summary>
    public static WinogradCalls? Of(Node node, LoweringContext context)
    {
        if (node.Operator is not Conv { Attributes: var attributes } || node.Inputs[1] is not { } weights) return null;
        var (result, shape) = (node.Outputs[0].Type.Shape, weights.Type.Shape);
        if (!WinogradChoice.Allows(attributes, shape, weights.Type.Element, result, context.Target)) return null;
        var images = weights.Constant is null ? context.Images(result) : 1;
        return WinogradChoice.Of(images, result[1].Size, result[2].Size, shape[2].Size, shape[3].Size) is { } transform
            ? new WinogradCalls(new WinogradTiles(transform, result), node.Inputs[0]!, weights) : null;
    }

    /// <summary>The calls, in order: weights that are computed or trained are transformed too.</summary>
    public IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var label = group.ToString();
        var values = Tiles.Matrices("values", Channels);
        var products = Tiles.Matrices("products", Outputs);
        var target = context.Target.For(Outputs);
        var spec = GemmSpec.For(target, Tiles.Count, Outputs, Fusion.None, GemmWalk.Matrix, new GemmLine(Tiles.Count, Channels)) with
        {
            Outer = 1,
            IsPacked = target.PacksConstants,
        };
        var (factor, made) = Factor(target, spec.IsPacked ? spec.Width : Outputs, label);
        return
        [
            .. made is null ? Array.Empty<LoweredCall>() : [made],
            Tiles.ToValues(context, Image, values, label), Multiply(spec, values, factor, products, label),
            ToResult(group, context, products),
        ];
    }

    /// <summary>The transformed weights in panels of so many columns, and the call that computes them where they are no constant.</summary>
    private (Value Factor, LoweredCall? Made) Factor(Target target, int width, string label)
    {
        if (Weights.Constant is { } constant)
        {
            var made = WinogradWeights.Get(constant, Transform, width);
            return (new Value("weights", made.Type) { Constant = made }, null);
        }

        var panels = (Outputs + width - 1) / width;
        var factor = new Value("weights", new TensorType(ElementType.Float, Shape.Of(Transform.Products, panels, Channels, width)));
        var kernel = KernelCache.Get(target, WinogradFactor.Key(Transform), () => WinogradFactor.Kernel(target, Transform));
        return (factor, new LoweredCall(
            kernel, [Weights, factor], [width, Channels, Outputs, panels * Channels * width], panels * Channels,
            new CallCost(Channels, Outputs, Transform.Products, KernelCall.MovedElement), $"weights {label}"));
    }

    private LoweredCall Multiply(GemmSpec spec, Value values, Value factor, Value products, string label)
    {
        Dimension[] steps = spec.IsPacked ? [] : [Outputs];
        var kernel = KernelCache.Get(spec.Target, spec.Key, () => Gemm.Kernel(spec));
        return new LoweredCall(
            kernel, [values, factor, products],
            [
                Tiles.Count, Outputs, .. steps, Channels, Channels, 1,
                Tiles.MatrixOf(Channels), factor.Type.Shape.Product(1, 4), Tiles.MatrixOf(Outputs), Outputs,
            ],
            Transform.Products * spec.Tiles(Tiles.Count, Outputs),
            new CallCost(Transform.Products, Tiles.Count, Outputs, Channels)
            {
                Products = [Transform.Products, Tiles.Count, Outputs, Channels],
            },
            label);
    }

    private LoweredCall ToResult(Group group, LoweringContext context, Value products)
    {
        var result = Tiles.Pixels;
        var view = RowView.Of(result, Outputs).Apart();
        var chain = group.BuildChain(context, view);
        var target = context.Target.For(Outputs);
        var kernel = KernelCache.Get(
            target, WinogradOutput.Key(Transform, chain.Fusion), () => WinogradOutput.Kernel(target, Transform, chain.Fusion));
        return new LoweredCall(
            kernel, [products, .. chain.Inputs, .. chain.Outputs],
            [
                Tiles.Down, Tiles.Across, Outputs, result[1], result[2], Tiles.MatrixOf(Outputs),
                .. chain.Walks(view).SelectMany(walk => walk.Rows),
            ],
            Tiles.Count, Tiles.CostOf(Outputs), $"result {group}")
        {
            InPlace = chain.InPlace,
        };
    }
}
