using Bantam.Onnx.Reading;
using Bantam.Operators.MachineLearning;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Labels that stand for others.</summary>
internal static class LabelEncoderRows
{
    private const string Unused = "_Unused";

    public static IEnumerable<OperatorRow> All =>
    [
        Of<LabelEncoder>(Encoder, since: 2),
        new(nameof(LabelEncoder), 1, node => TextsAndNumbers(node, "classes_strings")),
        new("CategoryMapper", 1, node => TextsAndNumbers(node, "cats_strings", "cats_int64s")),
    ];

    /// <summary>Keys or values, which are lists or, of any element type, a tensor.</summary>
    private static FixedTensor? List(Attributes a, string name, FixedTensor? present)
    {
        var texts = a.Texts($"{name}_strings", Present(ElementType.String) ? Items.Create<string>(present!.Tensor.Strings) : null);
        var numbers = a.Longs($"{name}_int64s", Present(ElementType.Int64) ? Items.Create<long>(present!.Tensor.Span<long>()) : null);
        var floats = a.Floats($"{name}_floats", Present(ElementType.Float) ? Items.Create<float>(present!.Tensor.Span<float>()) : null);
        var isList = texts is not null || numbers is not null || floats is not null;
        var tensor = a.OptionalTensor($"{name}_tensor", isList ? null : present?.Tensor);
        return tensor is not null ? new(tensor.View(Shape.Of(tensor.Shape.ElementCount)))
            : texts is not null ? new(Tensor.From([.. texts]))
            : numbers is not null ? new(Tensor.From<long>([.. numbers]))
            : floats is not null ? new(Tensor.From<float>([.. floats])) : null;

        bool Present(ElementType element) => present is { Count: > 0 } && present.Element == element;
    }

    private static LabelEncoder Encoder(Attributes a, LabelEncoder? op)
    {
        var keys = List(a, "keys", op?.Keys) ?? throw a.Fault("there are no keys.");
        var values = List(a, "values", op?.Values) ?? throw a.Fault("there are no values.");
        return new(keys, values, Default(a, values.Element, op?.Default.Tensor));
    }

    /// <summary>The default of the type that the values have; a file may have those of other types too.</summary>
    private static FixedTensor Default(Attributes a, ElementType values, Tensor? present)
    {
        var text = a.Text("default_string", Unused, values == ElementType.String ? present?.Strings[0] : null);
        var number = a.Long("default_int64", -1, values == ElementType.Int64 ? present?.Span<long>()[0] : null);
        var fraction = a.Float("default_float", -0f, values == ElementType.Float ? present?.Span<float>()[0] : null);
        var isOther = values is not (ElementType.String or ElementType.Int64 or ElementType.Float);
        if (a.OptionalTensor("default_tensor", isOther ? present : null) is { } tensor)
            return tensor.Shape.ElementCount == 1 ? new(tensor.View(Shape.Of(1)))
                : throw a.Fault($"attribute 'default_tensor' has one element; it is {tensor.Type}.");
        return new(values switch
        {
            ElementType.String => Tensor.From([text]),
            ElementType.Int64 => Tensor.From<long>([number]),
            ElementType.Float => Tensor.From<float>([fraction]),
            _ => Tensor.Zeros(Shape.Of(1), values),
        });
    }

    /// <summary>Between texts and the integers that stand for them, in the direction that the input's type says.</summary>
    private static Tensor[] TextsAndNumbers(OnnxNode node, string textsName, string? numbersName = null)
    {
        var a = node.Attributes;
        var texts = a.Texts(textsName, null) ?? throw node.Error($"attribute '{textsName}' is missing.");
        var numbers = numbersName is null ? Items.From(Enumerable.Range(0, texts.Count).Select(i => (long)i))
            : a.Longs(numbersName, null) ?? throw node.Error($"attribute '{numbersName}' is missing.");
        var (strings, integers) = (new FixedTensor(Tensor.From([.. texts])), new FixedTensor(Tensor.From<long>([.. numbers])));
        var (text, number) = (a.Text("default_string", Unused), a.Long("default_int64", -1, null));
        return node.Input(0).Element == ElementType.String
            ? node.Apply(new LabelEncoder(strings, integers, new(Tensor.From<long>([number]))))
            : node.Apply(new LabelEncoder(integers, strings, new(Tensor.From([text]))));
    }
}
