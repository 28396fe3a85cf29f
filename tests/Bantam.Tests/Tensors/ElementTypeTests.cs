using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Tests.TensorTests;

/// <summary>The table of element types, and how each reads, writes and prints its elements.</summary>
public sealed class ElementTypeTests
{
    public static TheoryData<ElementType> All => [.. Enum.GetValues<ElementType>()];

    public static TheoryData<ElementType> Numbers =>
        [.. All.Select(r => r.Data).Where(e => e.Info().Kind is not (ElementKind.Complex or ElementKind.Text))];

    public static TheoryData<ElementType> SmallFloats => [.. Numbers.Select(r => r.Data).Where(e => e.IsFloating() && e.Info().Bits <= 16)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_element_type_has_a_row(ElementType element) => Assert.Equal(element, element.Info().Type);

    [Fact]
    public void The_names_that_formats_have_for_element_types_are_different()
    {
        Assert.Distinct(ElementTypes.All.Select(e => e.Name));
        Assert.Distinct(ElementTypes.All.Select(e => e.NumPyDescriptor).OfType<string>());
        Assert.Distinct(ElementTypes.All.Select(e => e.SafetensorsName).OfType<string>());
        Assert.Distinct(ElementTypes.All.Select(e => e.ClrType).OfType<Type>());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Small_whole_numbers_survive_in_every_type(ElementType element)
    {
        var most = element.IsFloating() ? 1 : (int)Int128.Min(element.Info().Most, 100);
        var least = element == ElementType.Float8E8M0 ? 1 : 0;
        var numbers = Tensor.From<long>([.. Enumerable.Range(least, most + 1 - least).Select(i => (long)i)]);
        Assert.Equal(numbers.ToArray<long>(), numbers.Cast(element).Cast(ElementType.Int64).ToArray<long>());
    }

    [Theory]
    [MemberData(nameof(SmallFloats))]
    public void Every_pattern_of_a_small_float_is_written_as_it_was_read(ElementType element)
    {
        var count = 1 << element.Info().Bits;
        var tensor = new Tensor(new TensorType(element, Shape.Of(count)));
        for (var i = 0; i < count; i++)
        {
            if (element.Info().Bits == 4) tensor.Bytes[i / 2] |= (byte)(i << (i % 2 * 4));
            else if (element.Info().Bits == 8) tensor.Bytes[i] = (byte)i;
            else BitConverter.TryWriteBytes(tensor.Bytes[(2 * i)..], (ushort)i);
        }

        var numbers = tensor.ToDoubles();
        var infinite = new Cast(element) { Rounding = new FloatRounding(false, ScaleRounding.Up) };
        var again = infinite.ApplyOne(Tensor.From<double>(numbers)).ToDoubles();
        Assert.Equal(numbers, again);
        Assert.Equal(numbers.Where(double.IsFinite).Distinct().Count(), again.Where(double.IsFinite).Distinct().Count());
    }

    [Theory]
    [InlineData(ElementType.Float16, 65504, 6.103515625e-05, 5.9604644775390625e-08)]
    [InlineData(ElementType.BFloat16, 3.3895313892515355e+38, 1.1754943508222875e-38, 9.183549615799121e-41)]
    [InlineData(ElementType.Float8E4M3FN, 448, 0.015625, 0.001953125)]
    [InlineData(ElementType.Float8E4M3FNUZ, 240, 0.0078125, 0.0009765625)]
    [InlineData(ElementType.Float8E5M2, 57344, 6.103515625e-05, 1.52587890625e-05)]
    [InlineData(ElementType.Float8E5M2FNUZ, 57344, 3.0517578125e-05, 7.62939453125e-06)]
    [InlineData(ElementType.Float4E2M1, 6, 1, 0.5)]
    public void Small_floats_have_the_extremes_of_their_formats(ElementType element, double most, double normal, double least)
    {
        double[] numbers = [most, -most, normal, least, least / 2, least * 0.75, double.NaN];
        var found = Tensor.From<double>(numbers).Cast(element).ToDoubles();
        Assert.Equal([most, -most, normal, least, 0, least], found[..6]);
        if (element != ElementType.Float4E2M1) Assert.Equal(double.NaN, found[6]);
    }

    [Theory]
    [InlineData(ElementType.Float16, 2049, 2048)]
    [InlineData(ElementType.Float16, 2051, 2052)]
    [InlineData(ElementType.BFloat16, 257, 256)]
    [InlineData(ElementType.BFloat16, 259, 260)]
    [InlineData(ElementType.Float8E4M3FN, 17, 16)]
    [InlineData(ElementType.Float8E4M3FN, 19, 20)]
    [InlineData(ElementType.Float8E5M2, 9, 8)]
    [InlineData(ElementType.Float8E5M2, 11, 12)]
    [InlineData(ElementType.Float4E2M1, 2.5, 2)]
    [InlineData(ElementType.Float4E2M1, 3.5, 4)]
    public void Numbers_in_the_middle_are_rounded_to_even(ElementType element, double number, double rounded) =>
        Assert.Equal([rounded, -rounded], Tensor.From<double>([number, -number]).Cast(element).ToDoubles());

    [Theory]
    [InlineData(ElementType.Float8E4M3FN, double.NaN)]
    [InlineData(ElementType.Float8E4M3FNUZ, double.NaN)]
    [InlineData(ElementType.Float8E5M2, double.PositiveInfinity)]
    [InlineData(ElementType.Float8E5M2FNUZ, double.NaN)]
    public void What_is_too_large_for_8_bits_saturates_unless_told_otherwise(ElementType element, double otherwise)
    {
        var large = Tensor.From<float>([1e6f]);
        Assert.InRange(large.Cast(element).ToDoubles()[0], 240, 57344);
        var up = new Cast(element) { Rounding = new FloatRounding(false, ScaleRounding.Up) };
        Assert.Equal(otherwise, up.ApplyOne(large).ToDoubles()[0]);
    }

    [Theory]
    [InlineData(ScaleRounding.Up, 4, 8, 2)]
    [InlineData(ScaleRounding.Down, 4, 4, 1)]
    [InlineData(ScaleRounding.Nearest, 4, 4, 2)]
    public void A_scale_is_a_power_of_two_in_the_direction_asked_for(ScaleRounding direction, double of4, double of5, double ofOneAndAHalf)
    {
        var cast = new Cast(ElementType.Float8E8M0) { Rounding = new FloatRounding(true, direction) };
        var scales = cast.ApplyOne(Tensor.From<float>([4f, 5f, 1.5f]));
        Assert.Equal([of4, of5, ofOneAndAHalf], scales.ToDoubles());
    }

    [Fact]
    public void Elements_of_4_and_2_bits_are_packed_with_the_first_lowest()
    {
        Assert.Equal([0x21, 0x0F], Tensor.From<int>([1, 2, -1]).Cast(ElementType.Int4).Bytes.ToArray());
        Assert.Equal([0b11_10_01_00, 0b01], Tensor.From<int>([0, 1, 2, 3, 5]).Cast(ElementType.UInt2).Bytes.ToArray());
        Assert.Equal([-8L, 7, -1], Tensor.From<int>([8, 7, 15]).Cast(ElementType.Int4).Cast(ElementType.Int64).ToArray<long>());
    }

    [Fact]
    public void Whole_numbers_become_floats_with_one_rounding()
    {
        // 2⁶⁰ + 2³⁶ + 1 is above the middle of two floats, but its nearest double is that middle, which would go to even.
        Assert.Equal([1.1529216e18f], Tensor.From<long>([(1L << 60) + (1L << 36) + 1]).Cast(ElementType.Float).ToArray<float>());
        var unsigned = Tensor.From<ulong>([(1UL << 60) + (1UL << 36) + 1]);
        Assert.Equal([MathF.BitIncrement(1L << 60)], unsigned.Cast(ElementType.Float).ToArray<float>());
    }

    [Fact]
    public void Numbers_become_texts_and_texts_numbers()
    {
        var texts = Tensor.From<float>([0.1f, 1e20f, float.PositiveInfinity, float.NaN]).Cast(ElementType.String);
        Assert.Equal(["0.1", "1E+20", "INF", "NaN"], texts.Strings.ToArray());
        Assert.Equal([0.1f, 1e20f, float.PositiveInfinity, float.NaN], texts.Cast(ElementType.Float).ToArray<float>());
        Assert.Equal([long.MaxValue, -7], Tensor.From(["9223372036854775807", "-7.9"]).Cast(ElementType.Int64).ToArray<long>());
        Assert.Equal(["9223372036854775807"], Tensor.From<long>([long.MaxValue]).Cast(ElementType.String).Strings.ToArray());
        var error = Assert.Throws<ShapeException>(() => Tensor.From(["seven"]).Cast(ElementType.Int64));
        Assert.Contains("'seven' is none", error.Message, StringComparison.Ordinal);
    }
}
