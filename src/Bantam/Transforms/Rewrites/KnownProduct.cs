using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>A convolution or matrix product whose weights, and bias if any, are known: what changes them costs nothing.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Bias">An element for each channel of the output; null where there is none.</param>
/// <param name="OutputAxis">The axis of the weights that is the output's channels.</param>
/// <param name="InputAxis">The axis of the weights that is the input's channels, or those of a group of them.</param>
/// <param name="Group">Into how many groups the channels are parted.</param>
/// <param name="ChannelAxis">The axis of input and output that is the channels.</param>
/// <param name="IsPadded">Whether zeros around the input take part.</param>
/// <param name="Write">Writes the product with other weights and another bias.</param>
internal sealed record KnownProduct(
    Tensor Weights,
    Tensor? Bias,
    int OutputAxis,
    int InputAxis,
    int Group,
    int ChannelAxis,
    bool IsPadded,
    Func<Tensor, Tensor?, Tensor> Write)
{
    /// <summary>The product at a site; null where there is none, or its weights are not known.</summary>
    public static KnownProduct? At(Site? site) => site switch
    {
        null => null,
        { Operator: Add } when site.Sides() is var (bias, product) => Biased(site, bias, product),
        _ when site.Inputs.Count < 2 || !site.IsKnown(site.Inputs[1]) || site.IsKnown(site.Inputs[0]) => null,
        _ when !site[1].Element.IsFloating() => null,
        { Operator: MatMul } when site[1].Shape.Rank == 2 && site[0].Shape.Rank >= 2 => OfMatMul(site),
        _ when site.Optional(2) is { } bias && !site.IsKnown(bias) => null,
        { Operator: Conv { Attributes: { ChannelsLast: false } attributes } } => OfConv(site, attributes),
        { Operator: Gemm { TransA: false } gemm } => OfGemm(site, gemm),
        _ => null,
    };

    /// <summary>How many channels the output has.</summary>
    public int Channels => Weights.Shape[OutputAxis].Size;

    /// <summary>How many channels the input has.</summary>
    public int InputChannels => Weights.Shape[InputAxis].Size * Group;

    /// <summary>The product with each channel of the output multiplied by a number of its own.</summary>
    public Tensor Scaled(Tensor factors) => Write(Weights * Along(OutputAxis, factors), Bias is null ? null : Bias * factors);

    /// <summary>The product with a number added to each channel of the output.</summary>
    public Tensor Shifted(Tensor numbers) => Write(Weights, Bias is null ? numbers : Bias + numbers);

    /// <summary>The product of an input whose channels are multiplied by these factors first.</summary>
    public Tensor OfScaled(Tensor factors) => Write(ScaledInside(factors), Bias);

    /// <summary>The product of an input to whose channels these numbers are added first. Zeros around it would stay zero.</summary>
    public Tensor OfShifted(Tensor numbers)
    {
        int[] others = [.. Enumerable.Range(0, Weights.Shape.Rank).Where(axis => axis != OutputAxis)];
        return Shifted(ScaledInside(numbers).ReduceSum(others));
    }

    /// <summary>
    /// The elements of a tensor that broadcasts to an input or output of this rank, one for each channel; null where it is different
    /// inside a channel.
    /// </summary>
    public Tensor? PerChannel(Tensor tensor, int rank, int channels)
    {
        var shape = tensor.Shape;
        if (!shape.IsKnown || shape.Rank > rank) return null;
        var axis = (ChannelAxis < 0 ? ChannelAxis + rank : ChannelAxis) - (rank - shape.Rank);
        for (var i = 0; i < shape.Rank; i++)
            if (shape[i] != 1 && (i != axis || shape[i] != channels))
                return null;
        return Site.Written(tensor).Reshape(-1).Expand(Shape.Of(channels));
    }

    /// <summary>The weights times factors of the input's channels, of which each group of the weights sees its own.</summary>
    private Tensor ScaledInside(Tensor factors)
    {
        if (Group == 1) return Weights * Along(InputAxis, factors);
        int[] sizes = Weights.Shape.Sizes;
        var grouped = Weights.Reshape([Group, sizes[0] / Group, .. sizes[1..]]);
        return (grouped * factors.Reshape([Group, 1, sizes[1], .. sizes[2..].Select(_ => 1)])).Reshape(sizes);
    }

    /// <summary>A vector as a tensor that lies along an axis of the weights.</summary>
    private Tensor Along(int axis, Tensor vector) => vector.Reshape([.. Weights.Shape.Select((_, i) => i == axis ? -1 : 1)]);

    private static KnownProduct OfConv(Site site, ConvolutionAttributes attributes)
    {
        var known = site.Optional(2) is { } given ? Site.Written(given) : null;
        var isPadded = attributes.Pads.Any(p => p != 0);
        return new KnownProduct(Site.Written(site[1]), known, 0, 1, attributes.Group, 1, isPadded, (weights, bias) =>
            new Conv(attributes).ApplyOne(bias is null ? [site[0], weights] : [site[0], weights, bias]));
    }

    private static KnownProduct OfMatMul(Site site) => new(Site.Written(site[1]), null, 1, 0, 1, -1, false, (weights, bias) =>
    {
        var product = site[0].MatMul(weights);
        return bias is null ? product : product + bias;
    });

    private static KnownProduct? OfGemm(Site site, Gemm gemm)
    {
        var (output, input) = gemm.TransB ? (0, 1) : (1, 0);
        var weights = gemm.Alpha == 1 ? Site.Written(site[1]) : Site.Written(site[1]) * gemm.Alpha;
        var product = new KnownProduct(weights, null, output, input, 1, 1, false, (weights, bias) =>
            (gemm with { Alpha = 1, Beta = 1 }).ApplyOne(bias is null ? [site[0], weights] : [site[0], weights, bias]));
        if (site.Optional(2) is not { } c) return product;
        if (product.PerChannel(c, 2, product.Channels) is not { } bias) return null;
        return product with { Bias = gemm.Beta == 1 ? bias : bias * gemm.Beta };
    }

    /// <summary>A matrix product has no bias of its own: it is added behind it.</summary>
    private static KnownProduct? Biased(Site site, Tensor bias, Tensor product)
    {
        if (site.OwnOf(product) is not { Operator: MatMul } inner || At(inner) is not { } known) return null;
        return known.PerChannel(bias, product.Shape.Rank, known.Channels) is { } vector ? known with { Bias = vector } : null;
    }
}
