using System.Runtime.InteropServices;
using Bantam.Kernels;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Web;

namespace Bantam.Tests.Kernels;

/// <summary>Float16 and BFloat16 of kernels are those of tensors, and Float16 that of .NET.</summary>
public sealed class SmallFloatTests
{
    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void Every_small_float_is_loaded_and_stored_as_it_is(ElementType type)
    {
        var buffers = LanguageProblems.All.Single(p => p.Name == $"all of {type}").Interpret(CpuTargets.Narrow);
        var expected = Of(type, buffers[0]).Cast(ElementType.Float).ToArray<float>();
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(buffers[1]).ToArray());
        var before = MemoryMarshal.Cast<byte, ushort>(buffers[0]).ToArray();
        var after = MemoryMarshal.Cast<byte, ushort>(buffers[2]).ToArray();
        for (var i = 0; i < before.Length; i++)
            if (!float.IsNaN(expected[i]))
                Assert.Equal(before[i], after[i]);
    }

    [Fact]
    public void Floats_are_rounded_to_the_nearest_small_one()
    {
        var buffers = LanguageProblems.All.Single(p => p.Name == "floats to small ones").Interpret(CpuTargets.Narrow);
        var halves = MemoryMarshal.Cast<byte, Half>(buffers[1]);
        for (var i = 0; i < halves.Length; i++) Assert.Equal((Half)LanguageProblems.Between[i], halves[i]);
        var floats = Tensor.From<float>(LanguageProblems.Between);
        var brains = Of(ElementType.BFloat16, buffers[2]).ToDoubles();
        Assert.Equal(floats.Cast(ElementType.BFloat16).ToDoubles(), brains);
    }

    private static Tensor Of(ElementType type, byte[] bytes)
    {
        var tensor = new Tensor(new TensorType(type, Shape.Of(bytes.Length / type.Size())));
        bytes.CopyTo(tensor.Bytes);
        return tensor;
    }
}
