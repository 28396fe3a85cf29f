using Bantam.Tensors;
using Xunit;

namespace Bantam.Tests.TensorTests;

public class DimensionTests
{
    private static readonly Dimension Batch = "batch", Seq = "seq", Height = "height";

    [Fact]
    public void Equal_expressions_are_equal_however_they_were_written()
    {
        Assert.Equal(2 * Seq, Seq + Seq);
        Assert.Equal((Seq + 1) * (Seq - 1), (Seq * Seq) - 1);
        Assert.Equal(Batch * Seq, Seq * Batch);
        Assert.Equal((Dimension)0, Seq - Seq);
        Assert.NotEqual(Batch, Seq);
        Assert.Equal((2 * Seq).GetHashCode(), (Seq + Seq).GetHashCode());
    }

    [Fact]
    public void What_divides_without_a_rest_is_divided()
    {
        Assert.Equal(Seq, 2 * Seq / 2);
        Assert.Equal(2 * Batch, Batch * 6 / 3);
        Assert.Equal(6, (Batch * 6 / Batch).Size);
        Assert.Equal((Dimension)6, ((6 * Seq) + 6) / (Seq + 1));
        Assert.Equal(Seq + 1, ((Seq * Seq) + (2 * Seq) + 1) / (Seq + 1));
        Assert.Null(Dimension.DivideExactly(Seq + 1, 2));
        Assert.Equal(3 * Seq, Dimension.DivideExactly(6 * Seq, 2));
    }

    [Theory]
    [InlineData("(2*seq+1)/2", "seq")]
    [InlineData("(2*seq-1)/2", "seq-1")]
    [InlineData("(2*seq+2)/4", "(seq+1)/2")]
    [InlineData("5*seq/2", "2*seq+seq/2")]
    [InlineData("((height+1)/2+1)/2", "(height+3)/4")]
    [InlineData("(seq+1)/batch", "(seq+1)/batch")]
    [InlineData("3*(seq/2)", "3*(seq/2)")]
    [InlineData("seq/-2", "(-seq)/2")]
    public void Quotients_are_rounded_down_and_kept_in_one_form(string written, string kept)
    {
        var dimension = Dimension.Parse(written);

        Assert.Equal(Dimension.Parse(kept), dimension);
        for (var size = 0; size < 9; size++)
        {
            var names = new Dictionary<string, int> { ["seq"] = size, ["height"] = size, ["batch"] = 3 };
            Assert.Equal(Dimension.Parse(kept).Evaluate(names), dimension.Evaluate(names));
        }
    }

    [Fact]
    public void Of_what_is_always_greater_or_always_less_nothing_is_left_to_decide()
    {
        Assert.Equal(Seq, Dimension.Max(Seq, 0));
        Assert.Equal(Seq + 2, Dimension.Max(Seq + 1, Seq + 2));
        Assert.Equal(Seq, Dimension.Min(Seq, Seq + Batch));
        Assert.Equal("max(batch,seq)", Dimension.Max(Seq, Batch).ToString());
        Assert.Equal("max(batch,seq,3)", Dimension.Max(Dimension.Max(Seq, 3), Dimension.Max(2, Batch)).ToString());
        Assert.Equal("min(seq,4)", Dimension.Min(4, Seq).ToString());
        Assert.True(Dimension.Differ(Seq, Seq + 1));
        Assert.False(Dimension.Differ(Seq, Batch));
        Assert.False(Dimension.Differ(Seq, 7));
    }

    [Theory]
    [InlineData("2*seq+1")]
    [InlineData("(height+1)/2")]
    [InlineData("max(a,b)")]
    [InlineData("seq*seq-1")]
    [InlineData("batch - seq")]
    [InlineData("2*(seq/3)+1")]
    [InlineData("(seq/batch)/2")]
    [InlineData("'input a.0'+1")]
    [InlineData("min(batch-size,3)")]
    public void An_expression_is_read_from_its_text(string text)
    {
        var dimension = Dimension.Parse(text);

        Assert.Null(dimension.Name);
        Assert.False(dimension.IsKnown);
        Assert.Equal(dimension, Dimension.Parse(dimension.ToString()));
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("batch-size")]
    [InlineData("sequence length")]
    [InlineData("input.0")]
    [InlineData("2x")]
    [InlineData("seq+")]
    [InlineData("1.5*seq")]
    [InlineData("exp(seq)")]
    [InlineData("")]
    public void A_text_that_is_no_expression_is_a_name(string text) => Assert.Equal(text, Dimension.Parse(text).Name);

    [Fact]
    public void A_name_with_signs_in_it_is_no_expression()
    {
        Dimension name = "a*b";

        Assert.Equal("a*b", name.Name);
        Assert.NotEqual((Dimension)"a" * "b", name);
    }

    [Fact]
    public void Names_are_bound_together_or_one_after_the_other()
    {
        var dimension = Dimension.Max(Batch, ((3 * Seq) + Height) / 2);

        var partly = dimension.Bind(new Dictionary<string, int> { ["seq"] = 5 });

        Assert.Equal(["batch", "height", "seq"], dimension.Names.Order());
        Assert.Equal(9, partly.Bind(new Dictionary<string, int> { ["height"] = 4, ["batch"] = 2 }).Size);
        Assert.Equal(9, dimension.Evaluate(new Dictionary<string, int> { ["height"] = 4, ["batch"] = 2, ["seq"] = 5 }));
        Assert.Throws<UnknownShapeException>(() => dimension.Evaluate(new Dictionary<string, int>()));
        Assert.Throws<UnknownShapeException>(() => dimension.Size);
    }

    [Fact]
    public void Between_names_and_their_number_there_is_room_for_64_bits()
    {
        var names = new Dictionary<string, int> { ["batch"] = 1 << 20, ["seq"] = 1 << 20 };

        Assert.Equal(1 << 20, (Batch * Seq / (Seq + 0)).Evaluate(names));
        Assert.Equal(1 << 19, (((Batch * Seq) + 1) / (1 << 21)).Evaluate(names));
        Assert.Contains("32 bits", Assert.Throws<ShapeException>(() => (Batch * Seq).Evaluate(names)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => (Dimension)int.MaxValue + 1);
        Assert.Throws<ShapeException>(() => Seq * int.MaxValue * 2);
        Assert.Throws<ShapeException>(() => Seq / 0);
        Assert.Throws<ShapeException>(() => (Seq / Batch).Evaluate(new Dictionary<string, int> { ["seq"] = 1, ["batch"] = 0 }));
    }

    [Fact]
    public void A_shape_has_no_negative_dimension()
    {
        var shape = new Shape(Batch, Seq - 3);

        Assert.Throws<ShapeException>(() => new Shape(-1));
        Assert.Throws<ShapeException>(() => shape.Bind(new Dictionary<string, int> { ["seq"] = 2 }));
        Assert.Equal("[batch,1]", shape.Bind(new Dictionary<string, int> { ["seq"] = 4 }).ToString());
    }

    [Fact]
    public void A_shape_binds_the_names_that_a_tensor_shows()
    {
        var names = new Dictionary<string, int>();

        new Shape(Batch, (2 * Seq) + 1, Batch + Seq, Height + Seq + "width").Bind(Shape.Of(8, 7, 0, 9), names);

        Assert.Equal(8, names["batch"]);
        Assert.Equal(3, names["seq"]);
        Assert.Equal(2, names.Count);
    }

    [Fact]
    public void Shapes_broadcast_to_what_their_names_may_be()
    {
        Assert.Equal("[max(batch,seq),3]", Shape.Broadcast(new Shape(Batch, 3), new Shape(Seq, 1)).ToString());
        Assert.Equal("[batch,4]", Shape.Broadcast(new Shape(Batch, Seq), new Shape(4)).ToString());
        Assert.Throws<ShapeException>(() => Shape.Broadcast(new Shape(Seq + 2), new Shape(Seq + 3)));
        Assert.Equal("6*batch", new Shape(Batch, 2, 3).Count.ToString());
        Assert.Equal((Dimension)0, new Shape(Batch, 0, 1 << 30, 4).Count);
    }
}
