using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Tests.Web;

/// <summary>Something that a page runs and checks: steps on memory of their own, made for one target.</summary>
/// <param name="Name">What a failure is called.</param>
/// <param name="Statements">The plan.</param>
/// <param name="Before">What lies in memory before they run; the rest holds <see cref="Filler"/>.</param>
/// <param name="Compared">What is looked at afterwards.</param>
/// <param name="Expect">The bytes that each compared range must then hold, by the rules of a target that fuses or does not.</param>
public sealed record WebCase(
    string Name,
    IReadOnlyList<PlanStatement> Statements,
    IReadOnlyList<(Placement Place, byte[] Bytes)> Before,
    IReadOnlyList<WebRange> Compared,
    Func<Target, IReadOnlyList<byte[]>> Expect)
{
    /// <summary>The byte that memory is filled with where nothing was put.</summary>
    public const byte Filler = 0xa5;
}

/// <summary>A piece of a case's memory that is compared, element by element.</summary>
/// <param name="Name">What it is called, for people.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="Type">The type of its elements.</param>
public sealed record WebRange(string Name, Placement Place, ElementType Type);
