namespace Bantam.Plans;

/// <summary>The memory of a place.</summary>
public delegate Span<byte> MemoryOf(Placement place);
