using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>What makes features fit for a model.</summary>
internal static class FeatureRows
{
    private enum Norm
    {
        Max,
        L1,
        L2,
    }

    public static IEnumerable<OperatorRow> All =>
    [
        new("ArrayFeatureExtractor", 1, Extractor),
        new("Binarizer", 1, Binarizer),
        new("FeatureVectorizer", 1, Vectorizer),
        new("Imputer", 1, Imputer),
        new("Normalizer", 1, Normalizer),
        new("OneHotEncoder", 1, OneHot),
        new("Scaler", 1, Scaler),
    ];

    /// <summary>Columns of the last axis.</summary>
    private static Tensor[] Extractor(OnnxNode node)
    {
        var x = node.Input(0);
        return node.Give((x.Shape.Rank == 1 ? x.Unsqueeze(0) : x).Gather(node.Input(1).Reshape(-1), -1));
    }

    /// <summary>1 above a threshold, else 0.</summary>
    private static Tensor[] Binarizer(OnnxNode node)
    {
        var x = node.Input(0);
        var isAbove = x.Cast(x.Element.IsFloating() ? x.Element : ElementType.Double) > node.Attributes.Float("threshold", 0);
        return node.Give(isAbove.Cast(x.Element));
    }

    /// <summary>Several features next to each other, each as wide as it should be: cut off, or filled up with zeros.</summary>
    private static Tensor[] Vectorizer(OnnxNode node)
    {
        var widths = node.Attributes.OptionalInts("inputdimensions");
        if (widths is null || widths.Count != node.Inputs.Count)
            throw node.Error($"attribute 'inputdimensions' has a number for each of {node.Inputs.Count} inputs; it is {widths}.");
        return node.Give(Tensor.Concat(1, [.. widths.Select((width, i) => Fitted(node.Input(i), width))]));

        static Tensor Fitted(Tensor features, int width)
        {
            var x = features.Cast(ElementType.Float).Flatten(1);
            if (!x.Shape[1].IsKnown) return x;
            var missing = width - x.Shape[1].Size;
            return missing < 0 ? x.Slice([1], [0], [width]) : x.Pad([0, 0], [0, missing]);
        }
    }

    /// <summary>What is missing is replaced by a number of its column: NaN, or a number that stands for it.</summary>
    private static Tensor[] Imputer(OnnxNode node)
    {
        var (x, a) = (node.Input(0), node.Attributes);
        var (floats, integers) = (a.Floats("imputed_value_floats", null), a.Longs("imputed_value_int64s", null));
        var (missing, whole) = (a.Float("replaced_value_float", 0), a.Long("replaced_value_int64", 0, null));
        var values = x.Element.IsFloating()
            ? floats is null ? null : Tensor.From<float>([.. floats])
            : integers is null ? null : Tensor.From<long>([.. integers]);
        if (values is null) throw node.Error($"there are no values to take the place of missing ones of {x.Type}.");
        var isMissing = !x.Element.IsFloating() ? Tensor.Equal(x, Tensor.Scalar(whole).Cast(x.Element))
            : float.IsNaN(missing) ? !Tensor.Equal(x, x) : Tensor.Equal(x, missing);
        return node.Give(Tensor.Where(isMissing, PerColumn(node, x, values).Cast(x.Element), x));
    }

    /// <summary>
    /// Each sample divided by its norm, where that is not 0. The norm called MAX is the largest number, its sign included.
    /// </summary>
    private static Tensor[] Normalizer(OnnxNode node)
    {
        var kind = node.Attributes.Choice("norm", "MAX", [("MAX", Norm.Max), ("L1", Norm.L1), ("L2", Norm.L2)], null);
        var x = node.Input(0).Cast(ElementType.Float);
        var norm = kind switch
        {
            Norm.L1 => x.ReduceL1([-1], keepDimensions: true),
            Norm.L2 => x.ReduceL2([-1], keepDimensions: true),
            _ => x.ReduceMax([-1], keepDimensions: true),
        };
        return node.Give(x / Tensor.Where(Tensor.Equal(norm, 0.0), 1f, norm));
    }

    /// <summary>A new last axis along which is 1 what a category is, and 0 elsewhere.</summary>
    private static Tensor[] OneHot(OnnxNode node)
    {
        var (texts, numbers) = (node.Attributes.Texts("cats_strings", null), node.Attributes.Longs("cats_int64s", null));
        var allowsUnknown = node.Attributes.Bool("zeros", true, null);
        var categories = texts is not null ? Tensor.From([.. texts])
            : numbers is not null ? Tensor.From<long>([.. numbers])
            : throw node.Error("attributes 'cats_strings' and 'cats_int64s' are missing.");
        var x = texts is null ? node.Input(0).Cast(ElementType.Int64) : node.Input(0);
        var result = Tensor.Equal(x.Unsqueeze(x.Shape.Rank), categories).Cast(ElementType.Float);
        if (allowsUnknown) return node.Give(result);

        // Of an element that is no category the sum is 0, and the index 1 is outside of one element: the run ends with an error.
        var outside = (1f - result.ReduceSum([-1], keepDimensions: true)).Cast(ElementType.Int64);
        return node.Give(result * Tensor.Full(1f, Shape.Of(1)).Gather(outside));
    }

    /// <summary>(x − offset) · scale.</summary>
    private static Tensor[] Scaler(OnnxNode node)
    {
        var x = node.Input(0).Cast(ElementType.Float);
        if (node.Attributes.Floats("offset", null) is { } offset) x -= PerColumn(node, x, Tensor.From<float>([.. offset]));
        if (node.Attributes.Floats("scale", null) is { } scale) x *= PerColumn(node, x, Tensor.From<float>([.. scale]));
        return node.Give(x);
    }

    /// <summary>Numbers of which there is one for all columns, or one for each.</summary>
    private static Tensor PerColumn(OnnxNode node, Tensor x, Tensor numbers)
    {
        var (count, columns) = (numbers.Shape[0].Size, x.Shape.Rank == 0 ? (Dimension)1 : x.Shape[x.Shape.Rank - 1]);
        return count == 1 || !columns.IsKnown || columns == count ? numbers
            : throw node.Error($"there is a number for all columns, or one for each of {columns}; there are {count}.");
    }
}
