namespace Bantam.Tensors;

/// <summary>What sort of values an element type has.</summary>
public enum ElementKind
{
    /// <summary>Numbers with fractions, rounded to a number of binary digits.</summary>
    Floating,

    /// <summary>Whole numbers in two's complement, whose arithmetic wraps around.</summary>
    Signed,

    /// <summary>Whole numbers from 0 on, whose arithmetic wraps around.</summary>
    Unsigned,

    /// <summary>True and false.</summary>
    Truth,

    /// <summary>Complex numbers.</summary>
    Complex,

    /// <summary>Texts.</summary>
    Text,
}
