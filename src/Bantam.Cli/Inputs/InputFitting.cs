using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>Brings what was given to the type and shape that a model takes.</summary>
internal static class InputFitting
{
    /// <summary>Finds numbers for the named dimensions of an input from what was given for it.</summary>
    /// <param name="input">The input.</param>
    /// <param name="given">What was given.</param>
    /// <param name="numbers">The dimensions known so far; those that are found are added.</param>
    /// <exception cref="InputException">What was given has another size.</exception>
    public static void Bind(Value input, GivenInput given, Dictionary<string, int> numbers)
    {
        if (given.Photograph is not null)
            throw Wrong(input, given, "a picture is given to a model by 'bantam run MODEL --image FILE', to an input that takes pictures.");
        var wanted = input.Type.Shape.Bind(numbers);
        if (wanted.IsKnown) return;
        if (given.Tensor is { } tensor && tensor.Shape.Rank == wanted.Rank && !given.IsPicture)
        {
            wanted.Bind(tensor.Shape, numbers);
            for (var axis = 0; axis < wanted.Rank; axis++)
                if (Dimension.Differ(wanted[axis].Bind(numbers), tensor.Shape[axis]) && !wanted[axis].IsKnown)
                    throw Wrong(input, given, $"'{wanted[axis]}' is {wanted[axis].Bind(numbers)} elsewhere and {tensor.Shape[axis]} here.");
            return;
        }

        if (given is { Tensor.Shape.ElementCount: 0 } or { Raw.Length: 0 }) throw Wrong(input, given, "it has no elements.");
        var open = wanted.Names.ToArray();
        var elements = given.Tensor?.Shape.ElementCount ?? (int)(given.Raw!.Length * 8L / Math.Max(input.Type.Element.Info().Bits, 1));
        if (open.Length > 1)
            throw Wrong(
                input, given,
                $"{elements} elements do not say what {string.Join(" and ", open)} are. Give their numbers with --dimension {open[0]}=N.");
        numbers[open[0]] = wanted.Count.Solve(elements)?.Size
            ?? throw Wrong(input, given, $"no {open[0]} makes its {elements} elements those of {wanted}.");
    }

    /// <summary>What was given, as the input wants it.</summary>
    /// <param name="input">The input; its dimensions have numbers.</param>
    /// <param name="given">What was given.</param>
    /// <exception cref="InputException">It does not fit.</exception>
    public static Tensor Fit(Value input, GivenInput given)
    {
        var wanted = input.Type;
        if (given.Tensor is not { } tensor)
        {
            if (wanted.Element == ElementType.String) throw Wrong(input, given, "plain bytes are no texts. Give a .json file.");
            if (given.Raw!.Length != wanted.Bytes)
                throw Wrong(input, given, $"a file of plain bytes must have {wanted.Bytes}; it has {given.Raw.Length}.");
            var filled = new Tensor(wanted);
            given.Raw.CopyTo(filled.Bytes);
            return filled;
        }

        if (given.IsPicture) tensor = ToInput(tensor, wanted.Shape);
        var isShaped = tensor.Shape.Rank > 1 && !given.IsPicture;
        if (isShaped ? !SameBut1(tensor.Shape, wanted.Shape) : tensor.Shape.ElementCount != wanted.Shape.ElementCount)
            throw Wrong(input, given, $"it has the shape {tensor.Shape}.");
        if ((tensor.Element == ElementType.String) != (wanted.Element == ElementType.String))
            throw Wrong(input, given, $"it holds {(tensor.Element == ElementType.String ? "texts" : "numbers")}.");
        return (tensor.Element == wanted.Element ? tensor : Convert(input, given, tensor)).Reshape(wanted.Shape);
    }

    /// <summary>Whether shapes are equal but for axes of size 1. A flat list says no shape; what has several axes does.</summary>
    private static bool SameBut1(Shape one, Shape other) => one.Where(d => d != 1).SequenceEqual(other.Where(d => d != 1));

    /// <summary>Pictures have their channels last; a model that has them first gets them so.</summary>
    private static Tensor ToInput(Tensor picture, Shape wanted)
    {
        var isFirst = picture.Shape[2] != 1 && wanted.Rank >= 3 && wanted[-3] == picture.Shape[2] && wanted[-1] != picture.Shape[2];
        return isFirst ? new Transpose([2, 0, 1]).ApplyOne(picture) : picture;
    }

    private static Tensor Convert(Value input, GivenInput given, Tensor tensor)
    {
        var numbers = Elements.ToDoubles(tensor);
        if (given.IsPicture && input.Type.Element.IsFloating())
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] /= 255;
        return Elements.FromDoubles(numbers, input.Type) is { } result ? result
            : throw Wrong(input, given, $"its elements are not all whole numbers that fit {TypeName(input)}.");
    }

    private static string TypeName(Value input) => input.Type.Element.ToString();

    private static InputException Wrong(Value input, GivenInput given, string how) =>
        new($"input '{input.Name}' is {input.Type}; {given.Source} does not fit: {how}");
}
